import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { may } from '~/auth/permissions'
import { rolesQuery } from '~/features/roles/roles.queries'
import { RolesTable } from '~/features/roles/roles-table'
import { ButtonLink } from '~/ui/button'
import { Page } from '~/ui/page'

export const Route = createFileRoute('/app/$org/roles/')({
  head: () => ({ meta: [{ title: 'Roles' }] }),
  loader: ({ context, params }) => context.queryClient.ensureQueryData(rolesQuery(params.org)),
  component: RolesPage,
})

function RolesPage() {
  const { org } = Route.useParams()
  const { granted, organization } = Route.useRouteContext()
  const { data: roles } = useSuspenseQuery(rolesQuery(org))
  const hasOwn = roles.some(({ builtIn }) => !builtIn)
  return (
    <Page
      title="Roles"
      sentence="What people may do here. Everybody holds one or more."
      width="table"
      action={
        <>
          {may(granted, { member: ['read', 'update'] }) && (
            <ButtonLink to="/app/$org/roles/who" params={{ org }}>
              Who may do what
            </ButtonLink>
          )}
          {hasOwn && may(granted, { ac: ['create'] }) && (
            <ButtonLink to="/app/$org/roles/new" params={{ org }} variant="primary">
              New role
            </ButtonLink>
          )}
        </>
      }
    >
      <RolesTable org={org} organizationId={organization.id} granted={granted} />
    </Page>
  )
}
