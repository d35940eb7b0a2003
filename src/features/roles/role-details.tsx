import { useNavigate } from '@tanstack/react-router'
import { actsOf, beyond, type Granted, may } from '~/auth/permissions'
import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { Section } from '~/ui/page'
import { SettingRow, Settings } from '~/ui/setting-row'
import { ActsTable } from './acts-table'
import { RemoveRole } from './remove-role'
import { RoleForm } from './role-form'
import type { Role } from './roles'

type Props = { org: string; organizationId: string; granted: Granted; role: Role }

/** One role: to be changed by whoever may, to be read by everybody else. */
export function RoleDetails({ org, organizationId, granted, role }: Props) {
  const navigate = useNavigate()
  const back = () => navigate({ to: '/app/$org/roles', params: { org } })
  const more = !role.builtIn && beyond(granted, [role.grant]).length > 0
  const allowed = actsOf([role.grant])
  const mayChange = !role.builtIn && !more && may(granted, { ac: ['update'] })
  const mayRemove = !role.builtIn && !more && may(granted, { ac: ['delete'] })
  return (
    <>
      {mayChange ? (
        <RoleForm {...{ org, organizationId, granted, role }} done={back} />
      ) : (
        <div className="grid gap-6">
          {more && may(granted, { ac: ['update'] }) && (
            <Notice>Only somebody who may do as much can change this role.</Notice>
          )}
          <ActsTable label="What it allows" allows={(act) => allowed.includes(act)} />
        </div>
      )}
      {mayRemove && (
        <Section title="Delete">
          <Settings>
            <SettingRow
              title="Delete this role"
              sentence="Possible once nobody holds it and no invitation promises it."
            >
              <RemoveRole
                {...{ org, organizationId, role, done: back }}
                trigger={<Button>Delete role</Button>}
              />
            </SettingRow>
          </Settings>
        </Section>
      )}
    </>
  )
}
