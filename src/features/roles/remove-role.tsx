import type { ComponentProps } from 'react'
import { roleLabel } from '~/auth/organizations/role-label'
import { ConfirmDialog } from '~/ui/confirm-dialog'
import type { Role } from './roles'
import { useRoleWrites } from './roles.queries'

type Props = Pick<ComponentProps<typeof ConfirmDialog>, 'trigger' | 'open' | 'onOpenChange'> & {
  org: string
  organizationId: string
  role: Role
  done?: () => void
}

/** Asks before a role is deleted; that it is still in use is said there. */
export function RemoveRole({ org, organizationId, role, done, ...state }: Props) {
  const { remove } = useRoleWrites(org, organizationId)
  return (
    <ConfirmDialog
      {...state}
      title={`Delete the role ${roleLabel(role.name)}?`}
      sentence="Nobody can be given it any more. A role that somebody still holds stays."
      confirm="Delete role"
      danger
      onConfirm={async () => {
        await remove.mutateAsync(role.id)
        done?.()
      }}
    />
  )
}
