import { Link } from '@tanstack/react-router'
import { Avatar } from '~/ui/avatar'
import { ButtonLink } from '~/ui/button'
import { Day } from '~/ui/day'
import { Empty } from '~/ui/empty'
import { PageLinks, SortedHead } from '~/ui/paging'
import { Cell, CountLine, HeadCell, Row, Table, TableBody, TableHead } from '~/ui/table'
import { isNarrowed, mostCounted, type PeopleSearch } from './people'
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
  const { people, total, matching } = page
  const sorting = { order: search.sort ?? '-joined', usual: '-joined' } as const
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
            <SortedHead {...sorting} rising="name" falling="-name">
              Name
            </SortedHead>
            <HeadCell>E-mail</HeadCell>
            <HeadCell>State</HeadCell>
            <HeadCell>Role</HeadCell>
            <HeadCell numeric>Organizations</HeadCell>
            <SortedHead {...sorting} rising="seen" falling="-seen" first="falling" numeric>
              Last seen
            </SortedHead>
            <SortedHead {...sorting} rising="joined" falling="-joined" first="falling" numeric>
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
        <PageLinks page={page} />
      </CountLine>
    </>
  )
}
