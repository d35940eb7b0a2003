import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute, Link, notFound } from '@tanstack/react-router'
import { roleLabel } from '~/auth/organizations/role-label'
import { RoleDetails } from '~/features/roles/role-details'
import { rolesQuery } from '~/features/roles/roles.queries'
import { Page } from '~/ui/page'

export const Route = createFileRoute('/app/$org/roles/$role')({
  head: () => ({ meta: [{ title: 'Role' }] }),
  loader: async ({ context, params }) => {
    const roles = await context.queryClient.ensureQueryData(rolesQuery(params.org))
    if (!roles.some(({ id }) => id === params.role)) throw notFound()
  },
  component: RolePage,
})

function RolePage() {
  const { org, role: id } = Route.useParams()
  const { granted, organization } = Route.useRouteContext()
  const { data: roles } = useSuspenseQuery(rolesQuery(org))
  const role = roles.find((each) => each.id === id)
  if (!role) return null
  return (
    <Page
      title={roleLabel(role.name)}
      sentence={role.builtIn ? 'Built in: it stays as it is.' : 'A role of this organization.'}
      back={
        <Link to="/app/$org/roles" params={{ org }}>
          Roles
        </Link>
      }
    >
      <RoleDetails org={org} organizationId={organization.id} granted={granted} role={role} />
    </Page>
  )
}
