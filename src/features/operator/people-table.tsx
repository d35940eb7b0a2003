import { Link } from '@tanstack/react-router'
import { Avatar } from '~/ui/avatar'
import { Button, ButtonLink } from '~/ui/button'
import { Day } from '~/ui/day'
import { Empty } from '~/ui/empty'
import { Cell, CountLine, HeadCell, Row, Table, TableBody, TableHead } from '~/ui/table'
import { isNarrowed, mostCounted, type PeopleOrder, type PeopleSearch } from './people'
import { PeopleFilters } from './people-filters'
import type { PeoplePage } from './people-list.server'
import { PersonState, roleInWords } from './people-state'

type Props = {
  search: PeopleSearch
  page: PeoplePage
  onSearch: (changed: Partial<PeopleSearch>) => void
}

/** Everybody who has an account, a page at a time. */
export function PeopleTable({ search, page, onSearch }: Props) {
  const { people, total, matching, previous, next } = page
  const order = search.sort ?? '-joined'
  return (
    <>
      <PeopleFilters search={search} onSearch={onSearch} />
      {people.length === 0 ? (
        <Empty
          title="Nobody fits"
          sentence="Search for the beginning of a name or of an address, or take a filter away."
          action={<ButtonLink to="/operator/users">Show everybody</ButtonLink>}
        />
      ) : (
        <Table label="People">
          <TableHead>
            <SortedHead order={order} column="name" first="name">
              Name
            </SortedHead>
            <HeadCell>E-mail</HeadCell>
            <HeadCell>State</HeadCell>
            <HeadCell>Role</HeadCell>
            <HeadCell numeric>Organizations</HeadCell>
            <SortedHead order={order} column="seen" first="-seen" numeric>
              Last seen
            </SortedHead>
            <SortedHead order={order} column="joined" first="-joined" numeric>
              Signed up
            </SortedHead>
          </TableHead>
          <TableBody>
            {people.map((person) => (
              <Row key={person.id}>
                <Cell
                  primary
                  picture={<Avatar name={person.name} image={person.image} size="sm" />}
                >
                  <Link
                    to="/operator/users/$user"
                    params={{ user: person.id }}
                    className="hover:underline"
                  >
                    <bdi>{person.name}</bdi>
                  </Link>
                </Cell>
                <Cell quiet>
                  <span className="break-all">{person.email}</span>
                </Cell>
                <Cell>
                  <PersonState {...person} />
                </Cell>
                <Cell quiet wide>
                  {roleInWords(person.role)}
                </Cell>
                <Cell numeric quiet wide>
                  {person.organizations}
                </Cell>
                <Cell numeric quiet wide>
                  {person.seenAt ? <Day at={person.seenAt} /> : 'Never'}
                </Cell>
                <Cell numeric quiet wide>
                  <Day at={person.joinedAt} />
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
      <CountLine
        shown={isNarrowed(search) ? Math.min(matching, mostCounted) : people.length}
        total={Math.min(total, mostCounted)}
        beyond={total > mostCounted}
        noun="person"
        nouns="people"
      >
        {(previous || next) && (
          <>
            <PageLink page={previous}>Previous</PageLink>
            <PageLink page={next}>Next</PageLink>
          </>
        )}
      </CountLine>
    </>
  )
}

type SortProps = {
  order: PeopleOrder
  column: 'name' | 'joined' | 'seen'
  /** How it sorts when it is pressed first. */
  first: PeopleOrder
  numeric?: boolean
  children: string
}

/** A column's name that sorts by it, and turns the order round when it is sorted so already. */
function SortedHead({ order, column, first, numeric, children }: SortProps) {
  const falling = `-${column}` as const
  const sort = order === column ? 'ascending' : order === falling ? 'descending' : undefined
  const turned = order === column ? falling : column
  const next = sort ? turned : first
  return (
    <HeadCell numeric={numeric} sort={sort}>
      <Link
        from="/operator/users/"
        to="/operator/users"
        search={(now) => ({ ...now, sort: next === '-joined' ? undefined : next, page: undefined })}
        className="hover:text-ink"
      >
        {children}
      </Link>
    </HeadCell>
  )
}

function PageLink({ page, children }: { page: string | null; children: string }) {
  if (!page) {
    return (
      <Button size="sm" disabled>
        {children}
      </Button>
    )
  }
  return (
    <ButtonLink
      size="sm"
      from="/operator/users/"
      to="/operator/users"
      search={(now) => ({ ...now, page })}
    >
      {children}
    </ButtonLink>
  )
}
