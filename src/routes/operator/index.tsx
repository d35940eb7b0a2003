import { createFileRoute } from '@tanstack/react-router'
import { overviewSearch, periodIn } from '~/features/operator/overview'
import { overviewQuery } from '~/features/operator/overview.queries'
import { OverviewPage } from '~/features/operator/overview-page'

export const Route = createFileRoute('/operator/')({
  head: () => ({ meta: [{ title: 'Overview' }] }),
  validateSearch: overviewSearch,
  loaderDeps: ({ search }) => ({ period: periodIn(search) }),
  loader: ({ context, deps }) => context.queryClient.ensureQueryData(overviewQuery(deps.period)),
  component: Overview,
})

function Overview() {
  return <OverviewPage period={periodIn(Route.useSearch())} />
}
