import { createFileRoute } from '@tanstack/react-router'
import { mayOperate } from '~/auth/operator/operator-permissions'
import { type BillingSearch, billingSearch } from '~/features/operator/inbox'
import {
  driftQuery,
  eventQuery,
  eventsQuery,
  subscriptionsQuery,
} from '~/features/operator/inbox.queries'
import { BillingConsole } from '~/features/operator/inbox-page'

export const Route = createFileRoute('/operator/billing/')({
  validateSearch: billingSearch,
  head: () => ({ meta: [{ title: 'Billing' }] }),
  loaderDeps: ({ search }) => search,
  loader: async ({ context: { queryClient }, deps: { view, event, ...query }, cause }) => {
    // Whoever is here already sees the list change by itself.
    if (cause === 'stay') return
    const { q, page } = query
    const lists = {
      events: () => queryClient.prefetchQuery(eventsQuery(query)),
      drift: () => queryClient.prefetchQuery(driftQuery({ q, page })),
      subscriptions: () => queryClient.prefetchQuery(subscriptionsQuery),
    }
    await Promise.all([
      lists[view ?? 'events'](),
      event && queryClient.prefetchQuery(eventQuery(event)),
    ])
  },
  component: Billing,
})

function Billing() {
  const { role } = Route.useRouteContext()
  const search = Route.useSearch()
  const navigate = Route.useNavigate()
  const change = (next: Partial<BillingSearch>) =>
    void navigate({
      search: (now) => ({ ...now, ...next }),
      replace: 'q' in next,
      resetScroll: false,
    })
  return (
    <BillingConsole
      search={search}
      change={change}
      mayReplay={mayOperate(role, { billing: ['replay'] })}
    />
  )
}
