import app from 'app.config'
import { planById, priceOf } from '~/billing/catalog'
import type { Stretch } from './overview'
import { type Price, type Span, type Subscribed, spansOf, type Told } from './overview-spans.server'

export type States = { trial: number; paid: number; late: number; lapsed: number }

export type Revenue = {
  /** Of one month, in whole or broken units of the currency: now, and when the first stretch began. */
  now: number
  before: number
  /** Organizations that pay: now, and when the first stretch began. */
  paying: number
  payingBefore: number
  /** Of those that paid when the first stretch began, so many do not any more; null where there were none. */
  lost: number | null
  each: {
    /** When the stretch ends, or now. */
    revenue: number
    paying: number
    /** Subscriptions that are paid, by the id of their plan. */
    plans: Record<string, number>
    /** Subscriptions under way, by the state they are in. */
    states: States
    /** Organizations that pay at its end and did not at its beginning, and the other way round. */
    won: number
    lost: number
    /** Those lost, as a part of those that paid at its beginning; null where nobody did. */
    churn: number | null
  }[]
  /** Subscriptions under way, by plan in the order of `app.config.ts`, then those of plans that are sold no more. */
  plans: { plan: string; name: string; sold: boolean; states: States }[]
  /** Subscriptions that are paid and whose plan has no price any more: they are not in any sum. */
  unpriced: number
}

/**
 * What comes in each month, and who left, as far as the rows tell. A subscription brings in something while it is paid
 * or late by days of grace. What it cost is today's price of what it was then; where the log is trimmed, of what it is
 * now.
 * @param now by the bill's clock
 */
export function revenueOf(
  subscribed: readonly Subscribed[],
  told: readonly Told[],
  stretches: readonly Stretch[],
  now: Date,
): Revenue {
  const stories = byId(told)
  const runs = subscribed.map((row) => runOf(row, stories.get(row.id) ?? [], now))
  const moments = [
    ...stretches.map(({ from }) => from.getTime()),
    // Whoever began in this very moment pays in it.
    now.getTime() + 1,
  ]
  const takings = moments.map((moment) => takingsAt(runs, moment))
  const [first, last] = [takings[0] ?? none, takings.at(-1) ?? none]
  const plans = plansOf(runs, now)
  return {
    now: last.revenue,
    before: first.revenue,
    paying: last.who.size,
    payingBefore: first.who.size,
    lost: first.who.size > 0 ? missing(first.who, last.who) : null,
    each: takings.slice(1).map(({ revenue, who, plans, states }, place) => {
      const earlier = takings[place]?.who ?? none.who
      const lost = missing(earlier, who)
      return {
        revenue,
        paying: who.size,
        plans,
        states,
        won: missing(who, earlier),
        lost,
        churn: earlier.size > 0 ? lost / earlier.size : null,
      }
    }),
    plans,
    unpriced: plans.reduce(
      (sum, { sold, states: { paid, late } }) => (sold ? sum : sum + paid + late),
      0,
    ),
  }
}

/** When a subscription was in which state, and what a month of it cost from when on. */
type Run = {
  organizationId: string
  /** The one it is of now. */
  plan: string
  spans: Span[]
  monthly: { since: number; plan: string; amount: number }[]
}

const noStates: States = { trial: 0, paid: 0, late: 0, lapsed: 0 }
const none: Takings = { revenue: 0, plans: {}, states: noStates, who: new Set() }
const pays = (state: Span['state']) => state === 'paid' || state === 'late'

function runOf(row: Subscribed, story: readonly Told[], now: Date): Run {
  const changes = story.flatMap((each) => ('to' in each ? [each] : []))
  const is = { plan: row.plan, interval: row.billingInterval ?? 'month', seats: row.seats ?? 1 }
  const monthly = [
    monthAt(row.notBefore, changes[0]?.from ?? is),
    ...changes.map(({ at, to }) => monthAt(at, to)),
  ]
  const { organizationId, plan } = row
  return { organizationId, plan, spans: spansOf(row, story, now), monthly }
}

/** What a plan costs a month at today's prices: a year's is a twelfth. One that is sold no more has no price. */
function monthlyOf({ plan: id, interval, seats }: Price): number {
  const plan = planById(id)
  if (!plan) return 0
  const each = interval === 'year' ? priceOf(plan, 'year') / 12 : priceOf(plan, 'month')
  return plan.seats === 'per-member' ? each * seats : each
}

const monthAt = (since: Date, price: Price) => ({
  since: since.getTime(),
  plan: price.plan,
  amount: monthlyOf(price),
})

type Takings = {
  revenue: number
  plans: Record<string, number>
  states: States
  who: Set<string>
}

function takingsAt(runs: readonly Run[], moment: number): Takings {
  const takings: Takings = { revenue: 0, plans: {}, states: { ...noStates }, who: new Set() }
  const { plans } = takings
  for (const run of runs) {
    const state = run.spans.find(({ since, until }) => since < moment && until >= moment)?.state
    if (!state) continue
    takings.states[state] += 1
    if (!pays(state)) continue
    takings.who.add(run.organizationId)
    const month = monthOf(run, moment)
    if (!month) continue
    takings.revenue += month.amount
    plans[month.plan] = (plans[month.plan] ?? 0) + 1
  }
  return takings
}

function monthOf({ monthly }: Run, moment: number) {
  return monthly.findLast(({ since }) => since < moment) ?? monthly[0]
}

function plansOf(runs: readonly Run[], now: Date): Revenue['plans'] {
  const found = new Map<string, States>()
  for (const { plan, spans } of runs) {
    const last = spans.at(-1)
    if (!last || last.until <= now.getTime()) continue
    const states = found.get(plan) ?? { ...noStates }
    states[last.state] += 1
    found.set(plan, states)
  }
  const ids = [...app.plans.filter(({ stripe }) => stripe).map(({ id }) => id), ...found.keys()]
  return [...new Set(ids)].map((plan) => ({
    plan,
    name: planById(plan)?.name ?? plan,
    sold: planById(plan) !== undefined,
    states: found.get(plan) ?? noStates,
  }))
}

function byId(told: readonly Told[]): Map<string, Told[]> {
  const sorted = told.toSorted((a, b) => a.at.getTime() - b.at.getTime())
  return Map.groupBy(sorted, ({ id }) => id)
}

/** How many of some are not among the others. */
function missing(some: ReadonlySet<string>, others: ReadonlySet<string>): number {
  return [...some].filter((each) => !others.has(each)).length
}
