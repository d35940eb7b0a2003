import { createFileRoute } from '@tanstack/react-router'
import { billingSearch } from '~/features/billing/billing'
import { billingQuery } from '~/features/billing/billing.queries'
import { BillingPage } from '~/features/billing/billing-page'

export const Route = createFileRoute('/app/$org/billing')({
  head: () => ({ meta: [{ title: 'Billing' }] }),
  validateSearch: billingSearch,
  loader: ({ context, params }) => context.queryClient.ensureQueryData(billingQuery(params.org)),
  component: Billing,
})

function Billing() {
  const { org } = Route.useParams()
  const search = Route.useSearch()
  const { granted, organization } = Route.useRouteContext()
  return (
    <BillingPage org={org} organizationId={organization.id} granted={granted} search={search} />
  )
}
