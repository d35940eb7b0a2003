import { Page } from '~/ui/page'
import { Tabs } from '~/ui/tabs'
import type { BillingSearch, BillingView, Change } from './inbox'
import { Drift } from './inbox-drift'
import { EventSheet } from './inbox-event'
import { Events } from './inbox-events'
import { Subscriptions } from './inbox-subscriptions'

type Props = {
  search: BillingSearch
  /** Changes what the address says, and keeps the rest. */
  change: Change
  mayReplay: boolean
}

/** What Stripe told, what differed from it, and what is subscribed to; the address says which of them. */
export function BillingConsole({ search, change, mayReplay }: Props) {
  const { view = 'events', event, ...query } = search
  return (
    <Page
      title="Billing"
      sentence="What Stripe told, what differed from it, and what is subscribed to."
      width="table"
    >
      <Tabs
        label="Billing"
        value={view}
        onValueChange={(next: BillingView) =>
          change({ ...nothing, view: next === 'events' ? undefined : next })
        }
        tabs={[
          {
            value: 'events',
            label: 'Events',
            panel: <Events query={query} change={change} mayReplay={mayReplay} />,
          },
          { value: 'drift', label: 'Differences', panel: <Drift query={query} change={change} /> },
          { value: 'subscriptions', label: 'Subscriptions', panel: <Subscriptions /> },
        ]}
      />
      <EventSheet
        eventId={event}
        close={() => change({ event: undefined })}
        mayReplay={mayReplay}
      />
    </Page>
  )
}

const nothing = {
  q: undefined,
  type: undefined,
  state: undefined,
  sort: undefined,
  page: undefined,
  event: undefined,
}
