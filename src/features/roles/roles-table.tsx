import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import app from 'app.config'
import { useState } from 'react'
import { roleLabel } from '~/auth/organizations/role-label'
import { actsOf, beyond, type Granted, may, roleNames } from '~/auth/permissions'
import { ButtonLink } from '~/ui/button'
import { Empty } from '~/ui/empty'
import { MenuItem, MenuLink } from '~/ui/menu'
import { Cell, CountLine, HeadCell, Row, Table, TableBody, TableHead } from '~/ui/table'
import { RemoveRole } from './remove-role'
import type { Role } from './roles'
import { rolesQuery } from './roles.queries'
import { actCount } from './words'

type Props = { org: string; organizationId: string; granted: Granted }

/** The roles of this organization, built in and its own, with how many people hold each. */
export function RolesTable({ org, organizationId, granted }: Props) {
  const { data: roles } = useSuspenseQuery(rolesQuery(org))
  const [removing, setRemoving] = useState<Role | null>(null)
  const counted = roles.some(({ holders }) => holders !== null)
  return (
    <>
      <Table label="Roles">
        <TableHead>
          <HeadCell>Name</HeadCell>
          <HeadCell>What it allows</HeadCell>
          <HeadCell>Kind</HeadCell>
          {counted && <HeadCell numeric>Held by</HeadCell>}
          <HeadCell hidden>Acts</HeadCell>
        </TableHead>
        <TableBody>
          {roles.map((role) => (
            <Row
              key={role.id}
              label={roleLabel(role.name)}
              menu={<Acts {...{ org, role, granted }} remove={() => setRemoving(role)} />}
            >
              <Cell primary>
                <Link to="/app/$org/roles/$role" params={{ org, role: role.id }}>
                  {roleLabel(role.name)}
                </Link>
              </Cell>
              <Cell quiet>
                {summaryOf(role)}
                {counted && <span className="sm:hidden"> Held by {holdersOf(role)}.</span>}
              </Cell>
              <Cell quiet wide>
                {role.builtIn ? 'Built in' : 'Your own'}
              </Cell>
              {counted && (
                <Cell numeric quiet wide>
                  {holdersOf(role)}
                </Cell>
              )}
            </Row>
          ))}
        </TableBody>
      </Table>
      <CountLine shown={roles.length} total={roles.length} noun="role" />
      {roles.every(({ builtIn }) => builtIn) && (
        <div className="mt-12">
          <Empty
            title="No roles of your own yet"
            sentence="Make one where a built-in role allows too much, or too little."
            action={
              may(granted, { ac: ['create'] }) && (
                <ButtonLink to="/app/$org/roles/new" params={{ org }} variant="primary">
                  New role
                </ButtonLink>
              )
            }
          />
        </div>
      )}
      {removing && (
        <RemoveRole
          key={removing.id}
          {...{ org, organizationId, role: removing }}
          open
          onOpenChange={(open) => open || setRemoving(null)}
        />
      )}
    </>
  )
}

type ActsProps = { org: string; role: Role; granted: Granted; remove: () => void }

function Acts({ org, role, granted, remove }: ActsProps) {
  const fixed = role.builtIn || beyond(granted, [role.grant]).length > 0
  return (
    <>
      <MenuLink to="/app/$org/roles/$role" params={{ org, role: role.id }}>
        {fixed || !may(granted, { ac: ['update'] }) ? 'See what it allows' : 'Change'}
      </MenuLink>
      <MenuItem disabled={fixed || !may(granted, { ac: ['delete'] })} onClick={remove}>
        Delete
      </MenuItem>
    </>
  )
}

function summaryOf({ name, grant }: Role): string {
  const known = roleNames.find((each) => each === name)
  if (known) return app.roles[known].summary
  return `${actsOf([grant]).length} of ${actCount} permissions.`
}

function holdersOf({ holders }: Role): string {
  return holders === 1 ? '1 person' : `${holders} people`
}
