import { Link } from '@tanstack/react-router'
import { roleLabel } from '~/auth/organizations/role-label'
import { Avatar } from '~/ui/avatar'
import { Badge } from '~/ui/badge'
import { Day } from '~/ui/day'
import { Cell, CountLine, HeadCell, Row, Table, TableBody, TableHead } from '~/ui/table'
import type { OneOrganization } from './organizations-page.server'

/** The first members, owners before others. */
export function OrganizationMembers({ organization }: { organization: OneOrganization }) {
  const { some, members } = organization
  if (some.length === 0) return <p className="text-quiet">Nobody is in it.</p>
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
          {some.map((member) => (
            <Row key={member.id}>
              <Cell primary picture={<Avatar name={member.name} image={member.image} size="sm" />}>
                <Link
                  to="/operator/users/$user"
                  params={{ user: member.userId }}
                  className="hover:underline"
                >
                  <bdi>{member.name}</bdi>
                </Link>
              </Cell>
              <Cell quiet>{member.email}</Cell>
              <Cell>
                {roleLabel(member.role)}
                {member.banned && (
                  <span className="ml-3">
                    <Badge tone="bad">Banned</Badge>
                  </span>
                )}
              </Cell>
              <Cell numeric quiet wide>
                <Day at={member.joinedAt} />
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
      <CountLine shown={some.length} total={members} noun="member" />
    </>
  )
}
