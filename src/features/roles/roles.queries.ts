import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { permissionOf } from './roles'
import { explainPerson, listRoles, searchPeople } from './roles.functions'

export const rolesQuery = (org: string) =>
  queryOptions({ queryKey: [org, 'roles'], queryFn: () => listRoles({ data: { org } }) })

export const personQuery = (org: string, member: string) =>
  queryOptions({
    queryKey: [org, 'roles', 'person', member],
    queryFn: () => explainPerson({ data: { org, member } }),
  })

export const peopleQuery = (org: string, q: string) =>
  queryOptions({
    queryKey: [org, 'roles', 'people', q],
    queryFn: () => searchPeople({ data: { org, q } }),
  })

type Draft = { name: string; permission: readonly string[] }

/** The three writes. Each may change what the writer may do, and what members and invitations are called. */
export function useRoleWrites(org: string, organizationId: string) {
  const queryClient = useQueryClient()
  const router = useRouter()
  const refresh = () => queryClient.invalidateQueries({ queryKey: [org] })
  const onSuccess = async () => {
    await refresh()
    await router.invalidate()
  }
  const create = useMutation({
    mutationFn: async ({ name, permission }: Draft) =>
      answered(
        await authClient.organization.createRole({
          role: name,
          permission: permissionOf(permission),
          organizationId,
        }),
      ),
    onSuccess,
  })
  const update = useMutation({
    mutationFn: async ({
      role,
      name,
      permission,
    }: Draft & { role: { id: string; name: string } }) =>
      answered(
        await authClient.organization.updateRole({
          roleId: role.id,
          data: {
            permission: permissionOf(permission),
            ...(name === role.name ? {} : { roleName: name }),
          },
          organizationId,
        }),
      ),
    onSuccess,
  })
  const remove = useMutation({
    mutationFn: async (roleId: string) =>
      answered(await authClient.organization.deleteRole({ roleId, organizationId })),
    // The page may be about this very role: whoever asked leaves it.
    onSuccess: refresh,
  })
  return { create, update, remove }
}
