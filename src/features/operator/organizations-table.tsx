import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Avatar } from '~/ui/avatar'
import { Badge } from '~/ui/badge'
import { ButtonLink } from '~/ui/button'
import { Day } from '~/ui/day'
import { Empty } from '~/ui/empty'
import { PageLinks, SortedHead } from '~/ui/paging'
import { Cell, CountLine, HeadCell, Row, Table, TableBody, TableHead } from '~/ui/table'
import type { OrganizationsSearch } from './organizations'
import type { OrganizationsPage } from './organizations-list.server'
import { planName, stateOf } from './organizations-words'

type Props = { search: OrganizationsSearch; page: OrganizationsPage }

/** Every organization, a page at a time, with the plan in force. */
export function OrganizationsTable({ search, page }: Props) {
  const { organizations, total, matching } = page
  const sorting = { order: search.sort ?? '-made', usual: '-made' } as const
  const filtered = Boolean(search.q || search.plan || search.status || search.only)
  if (organizations.length === 0) {
    return (
      <Empty
        title={filtered ? 'No organization fits' : 'There is no organization yet'}
        sentence={
          filtered
            ? 'Search for a part of a name or an address, or take a filter away.'
            : 'Whoever signs up and makes one will stand here.'
        }
        action={filtered && <ButtonLink to="/operator/organizations">Show all</ButtonLink>}
      />
    )
  }
  return (
    <>
      <Table label="Organizations">
        <TableHead>
          <SortedHead {...sorting} rising="name" falling="-name">
            Name
          </SortedHead>
          <HeadCell>Plan</HeadCell>
          <HeadCell>State</HeadCell>
          <SortedHead {...sorting} rising="members" falling="-members" first="falling" numeric>
            Members
          </SortedHead>
          <SortedHead {...sorting} rising="made" falling="-made" first="falling" numeric>
            Since
          </SortedHead>
        </TableHead>
        <TableBody>
          {organizations.map((each) => (
            <Row key={each.id}>
              <Cell
                primary
                picture={
                  <Avatar name={each.name} image={each.logo} kind="organization" size="sm" />
                }
              >
                <Link
                  to="/operator/organizations/$organization"
                  params={{ organization: each.id }}
                  className="hover:underline"
                >
                  <bdi>{each.name}</bdi>
                </Link>{' '}
                <span className="font-normal text-dense text-quiet">{each.slug}</span>
              </Cell>
              <Cell>{planName(each.standing.plan)}</Cell>
              <Cell>
                <State suspended={each.suspended} standing={each.standing} />
              </Cell>
              <Cell numeric quiet wide>
                {each.members.toLocaleString('en')}
              </Cell>
              <Cell numeric quiet wide>
                <Day at={each.madeAt} />
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
      <CountLine
        shown={filtered ? matching : organizations.length}
        total={total}
        noun="organization"
      >
        <PageLinks page={page} />
      </CountLine>
    </>
  )
}

type StateProps = Pick<OrganizationsPage['organizations'][number], 'suspended' | 'standing'>

/** That it is suspended before everything else; nothing where there is nothing to say. */
export function State({ suspended, standing }: StateProps): ReactNode {
  if (suspended) return <Badge tone="bad">Suspended</Badge>
  const state = stateOf(standing)
  return state && <Badge tone={state.tone}>{state.word}</Badge>
}
