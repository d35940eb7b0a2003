import { useState } from 'react'
import { roleLabel } from '~/auth/organizations/role-label'
import type { Granted } from '~/auth/permissions'
import { Avatar } from '~/ui/avatar'
import { ButtonLink } from '~/ui/button'
import { Day } from '~/ui/day'
import { Empty } from '~/ui/empty'
import { PageLinks, SortedHead } from '~/ui/paging'
import { Cell, CountLine, HeadCell, Row, Table, TableBody, TableHead } from '~/ui/table'
import { type MemberAct, MemberActDialog, MemberActs, mayActOn } from './member-acts'
import { MemberFilters } from './member-filters'
import type { MembersSearch } from './members'
import type { MembersPage } from './members.server'

type Props = {
  org: string
  organizationId: string
  me: string
  granted: Granted
  /** Whether the plan lets the reader change nothing, not even what is theirs. */
  readOnly: boolean
  search: MembersSearch
  page: MembersPage
  onSearch: (changed: Partial<MembersSearch>) => void
}

/** Everybody in the organization, a page at a time, with what the reader may do about each. */
export function MembersTable(props: Props) {
  const { org, organizationId, me, granted, readOnly, search, page, onSearch } = props
  const [act, setAct] = useState<MemberAct | null>(null)
  const { members, total, matching } = page
  const sorting = { order: search.sort ?? 'joined', usual: 'joined' } as const
  const filtered = Boolean(search.q || search.role || search.team)
  return (
    <>
      <MemberFilters search={search} choices={page} onSearch={onSearch} />
      {members.length === 0 ? (
        <Empty
          title="Nobody here fits"
          sentence="Search for a part of a name or an address, or take a filter away."
          action={
            <ButtonLink to="/app/$org/members" params={{ org }}>
              Show everybody
            </ButtonLink>
          }
        />
      ) : (
        <Table label="Members">
          <TableHead>
            <SortedHead {...sorting} rising="name" falling="-name">
              Name
            </SortedHead>
            <HeadCell>E-mail</HeadCell>
            <HeadCell>Role</HeadCell>
            <HeadCell>Teams</HeadCell>
            <HeadCell>Title</HeadCell>
            <SortedHead {...sorting} rising="joined" falling="-joined" numeric>
              Joined
            </SortedHead>
            <HeadCell hidden>Acts</HeadCell>
          </TableHead>
          <TableBody>
            {members.map((member) => (
              <Row
                key={member.id}
                label={member.name}
                menu={
                  mayActOn({ member, me, granted, readOnly }) && (
                    <MemberActs
                      {...{ org, member, me, granted, readOnly, roles: page.roles, setAct }}
                    />
                  )
                }
              >
                <Cell
                  primary
                  picture={<Avatar name={member.name} image={member.image} size="sm" />}
                >
                  <bdi>{member.name}</bdi>
                  {member.userId === me && <span className="font-normal text-quiet"> (you)</span>}
                </Cell>
                <Cell quiet>{member.email}</Cell>
                <Cell>{roleLabel(member.role)}</Cell>
                <Cell quiet wide>
                  {member.teams.length > 0 && (
                    <bdi>{member.teams.map(({ name }) => name).join(', ')}</bdi>
                  )}
                </Cell>
                <Cell quiet wide>
                  {member.title && <bdi>{member.title}</bdi>}
                </Cell>
                <Cell numeric quiet wide>
                  <Day at={member.joinedAt} />
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
      <CountLine shown={filtered ? matching : members.length} total={total} noun="member">
        <PageLinks page={page} />
      </CountLine>
      {act && (
        <MemberActDialog
          key={`${act.kind} ${act.member.id}`}
          {...{ org, organizationId, act, me, roles: page.roles }}
          close={() => setAct(null)}
        />
      )}
    </>
  )
}
