import { useSuspenseQuery } from '@tanstack/react-query'
import { roleLabel } from '~/auth/role-label'
import { Avatar } from '~/ui/avatar'
import { Day } from '~/ui/day'
import { Cell, CountLine, HeadCell, Row, Table, TableBody, TableHead } from '~/ui/table'
import { membersQuery } from './members.queries'

/** Everybody in the organization, with their roles. */
export function MembersTable({ org, me }: { org: string; me: string }) {
  const { data: members } = useSuspenseQuery(membersQuery(org))
  return (
    <>
      <Table label="Members">
        <TableHead>
          <HeadCell>Name</HeadCell>
          <HeadCell>E-mail</HeadCell>
          <HeadCell>Role</HeadCell>
          <HeadCell numeric>Joined</HeadCell>
        </TableHead>
        <TableBody>
          {members.map(({ id, userId, name, email, image, role, joinedAt }) => (
            <Row key={id}>
              <Cell primary picture={<Avatar name={name} image={image} size="sm" />}>
                <bdi>{name}</bdi>
                {userId === me && <span className="font-normal text-quiet"> (you)</span>}
              </Cell>
              <Cell quiet>{email}</Cell>
              <Cell>{roleLabel(role)}</Cell>
              <Cell numeric quiet wide>
                <Day at={joinedAt} />
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
      <CountLine shown={members.length} total={members.length} noun="member" />
    </>
  )
}
