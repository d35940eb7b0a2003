import { createFileRoute } from '@tanstack/react-router'
import { organizationQuery } from '~/features/operator/organizations.queries'
import { OrganizationPage } from '~/features/operator/organizations-page'

export const Route = createFileRoute('/operator/organizations/$organization')({
  loader: ({ context, params }) =>
    context.queryClient.ensureQueryData(organizationQuery(params.organization)),
  head: ({ loaderData }) => ({ meta: [{ title: loaderData?.name ?? 'Organization' }] }),
  component: Organization,
})

function Organization() {
  const { organization } = Route.useParams()
  const { role } = Route.useRouteContext()
  return <OrganizationPage key={organization} id={organization} role={role} />
}
