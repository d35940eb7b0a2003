import { createFileRoute } from '@tanstack/react-router'
import { timelineSearch } from '~/features/operator/inbox'
import { timelineQuery, whyQuery } from '~/features/operator/inbox.queries'
import { PlanPage } from '~/features/operator/inbox-plan-page'

export const Route = createFileRoute('/operator/billing/$organization')({
  validateSearch: timelineSearch,
  loaderDeps: ({ search }) => search,
  loader: async ({ context: { queryClient }, params: { organization }, deps: { page } }) => {
    const [{ organization: found }] = await Promise.all([
      queryClient.ensureQueryData(whyQuery(organization)),
      queryClient.prefetchQuery(timelineQuery(organization, page)),
    ])
    return { name: found.name }
  },
  head: ({ loaderData }) => ({
    meta: [{ title: loaderData ? `Plan of ${loaderData.name}` : 'Plan' }],
  }),
  component: Plan,
})

function Plan() {
  const { organization } = Route.useParams()
  const { page } = Route.useSearch()
  return <PlanPage organizationId={organization} page={page} />
}
