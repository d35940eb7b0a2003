import { useNavigate } from '@tanstack/react-router'
import type { Interval } from '~/billing/catalog'
import { Section } from '~/ui/page'
import { Tabs } from '~/ui/tabs'
import type { BillingSearch } from './billing'
import type { useBillingActs } from './billing.queries'
import type { Billing } from './billing.server'
import { PlanRow } from './plan-row'
import { nameOf, planOf } from './words'

type Props = {
  billing: Billing
  search: BillingSearch
  acts: ReturnType<typeof useBillingActs>
  mayManage: boolean
}

/** Every plan, by the month or by the year, and the way to it. */
export function Plans({ billing, search, acts, mayManage }: Props) {
  const navigate = useNavigate({ from: '/app/$org/billing' })
  const { standing, offers, usage } = billing
  const shown = search.interval ?? standing.interval ?? 'month'
  const begins = offers.filter(({ move }) => move === 'trial' || move === 'buy')
  const wanted = begins.find(({ plan }) => plan === search.plan) ?? begins[0]
  const panel = (interval: Interval) => (
    <ul className="-mt-3 divide-y border-b">
      {offers
        .filter((offer) => offer.interval === null || offer.interval === interval)
        .map((offer) => (
          <PlanRow
            key={offer.plan}
            {...{ offer, standing, usage, acts, mayManage }}
            plan={planOf(offer.plan)}
            wanted={offer.plan === wanted?.plan}
          />
        ))}
    </ul>
  )
  return (
    <Section title="Plans" sentence={mayManage ? whyClosed(billing) : 'Ask an owner to change it.'}>
      <Tabs
        label="How often it is paid"
        value={shown}
        onValueChange={(interval: Interval) =>
          void navigate({
            search: (now) => ({ ...now, interval }),
            replace: true,
            resetScroll: false,
          })
        }
        tabs={[
          { value: 'month', label: 'By the month', panel: panel('month') },
          { value: 'year', label: 'By the year', panel: panel('year') },
        ]}
      />
    </Section>
  )
}

function whyClosed({ standing }: Billing): string | undefined {
  const { state, ends, next, subscribed } = standing
  if (state === 'late' || state === 'lapsed') {
    return 'Once the open payment is made, the plan can be changed again.'
  }
  if ((ends || next) && subscribed) {
    return `To change it otherwise, keep ${nameOf(subscribed)} first.`
  }
  return undefined
}
