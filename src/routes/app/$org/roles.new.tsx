import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute, Link } from '@tanstack/react-router'
import { RoleForm } from '~/features/roles/role-form'
import { rolesQuery } from '~/features/roles/roles.queries'
import { Page } from '~/ui/page'

export const Route = createFileRoute('/app/$org/roles/new')({
  head: () => ({ meta: [{ title: 'New role' }] }),
  loader: ({ context, params }) => context.queryClient.ensureQueryData(rolesQuery(params.org)),
  component: NewRole,
})

function NewRole() {
  const { org } = Route.useParams()
  const { granted, organization } = Route.useRouteContext()
  const { data: roles } = useSuspenseQuery(rolesQuery(org))
  const navigate = Route.useNavigate()
  return (
    <Page
      title="New role"
      sentence="A role allows what you tick, and no more than your own does."
      back={
        <Link to="/app/$org/roles" params={{ org }}>
          Roles
        </Link>
      }
    >
      <RoleForm
        org={org}
        organizationId={organization.id}
        granted={granted}
        others={roles}
        done={() => navigate({ to: '/app/$org/roles', params: { org } })}
      />
    </Page>
  )
}
