import { Chart } from '~/ui/chart'
import { money } from '~/ui/money'
import { type Period, periodNames } from './overview'
import type { Overview } from './overview.server'
import { axisOf, count, number, percent } from './overview-words'

type Props = Pick<Overview, 'revenue'> & { period: Period }

/** What comes in each month, and who left. */
export function MoneyCharts({ revenue, period }: Props) {
  const { within } = periodNames[period]
  const { each, pointsOf } = axisOf(period, revenue.at)
  const all = revenue.each.map(({ plans }) => Object.values(plans).reduce((sum, of) => sum + of, 0))
  const columns = {
    paying: { title: 'Paying', values: revenue.each.map(({ paying }) => number(paying)) },
    won: { title: 'New', values: revenue.each.map(({ won }) => number(won)) },
    lost: { title: 'Left', values: revenue.each.map(({ lost }) => number(lost)) },
  }
  return (
    <>
      <Chart
        title="Monthly recurring revenue"
        kind="line"
        figure={money(revenue.now)}
        unit={`from ${count(revenue.paying, 'organization', 'organizations')}`}
        points={pointsOf(revenue.each.map((stretch) => stretch.revenue))}
        format={money}
        each={each}
        more={[columns.paying, columns.won, columns.lost]}
        note={differenceWords(revenue, within)}
        empty="Nobody pays yet."
      />
      <Chart
        title="Paid subscriptions"
        kind="line"
        figure={number(all.at(-1) ?? 0)}
        points={pointsOf(all)}
        format={number}
        each={each}
        more={revenue.plans.map(({ plan, name }) => ({
          title: name,
          values: revenue.each.map(({ plans }) => number(plans[plan] ?? 0)),
        }))}
        note="By plan in the table. Those on trial or unpaid are below."
        empty="Nobody pays yet."
      />
      <Chart
        title="Churn"
        kind="bars"
        figure={revenue.lost === null ? '–' : percent(revenue.lost / revenue.payingBefore)}
        unit={within}
        points={pointsOf(revenue.each.map(({ churn }) => churn))}
        format={percent}
        each={each}
        more={[columns.lost]}
        note={churnWords(revenue)}
        empty={revenue.lost === null ? 'Nobody paid when it began.' : `Nobody left ${within}.`}
      />
    </>
  )
}

function differenceWords(revenue: Overview['revenue'], within: string) {
  const { now, before, unpriced } = revenue
  if (now === 0 && before === 0 && unpriced === 0) return undefined
  const change =
    now === before
      ? `As much as before, ${within}.`
      : `${money(Math.abs(now - before))} ${now > before ? 'more' : 'less'} ${within}.`
  if (unpriced === 0) return change
  return `${change} ${count(unpriced, 'subscription', 'subscriptions')} of a plan that is sold no more: without a price here, and not in the sum.`
}

function churnWords({ lost, payingBefore }: Overview['revenue']): string {
  if (lost === null)
    return 'Of organizations that paid at the beginning, those that do not any more.'
  return `${number(lost)} of ${count(payingBefore, 'organization', 'organizations')} that paid at the beginning ${lost === 1 ? 'does' : 'do'} not any more.`
}
