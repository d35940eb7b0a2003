import app from 'app.config'
import { planById, priceOf } from '~/billing/catalog'
import { type Bought, type Standing, standingOf } from '~/billing/standing'
import type { Stretch } from './overview'

/** A subscription as its row tells, with what is known of its organization. */
export type Subscribed = Bought & {
  id: string
  organizationId: string
  /** It cannot be older: when its organization was made, say. */
  notBefore: Date
  canceledAt: Date | null
  endedAt: Date | null
  /** Since when its organization owes an invoice. */
  pastDueSince: Date | null
}

type Price = { plan: string; interval: string; seats: number }

/** What the audit log says of a subscription: that it began, or what it was until a moment. */
export type Told = { id: string; at: Date } & (
  | ({ from: Price } & { to: Price })
  | { started: true }
)

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
 * What comes in each month, and who left, as far as the rows tell. A subscription counts from the end of its trial, or
 * from when the log says that it began, else from its organization's beginning; until it ended, or its days of grace
 * were over. What it cost is today's price of what it was then; where the log is trimmed, of what it is now.
 * @param now by the bill's clock
 */
export function revenueOf(
  subscribed: readonly Subscribed[],
  told: readonly Told[],
  stretches: readonly Stretch[],
  now: Date,
): Revenue {
  const stories = byId(told)
  const runs = subscribed.flatMap((row) => {
    const run = runOf(row, stories.get(row.id) ?? [], now)
    return run ? [run] : []
  })
  const moments = [
    ...stretches.map(({ from }) => from),
    // Whoever began in this very moment pays in it.
    new Date(now.getTime() + 1),
  ]
  const takings = moments.map((moment) => takingsAt(runs, moment))
  const [first, last] = [takings[0] ?? none, takings.at(-1) ?? none]
  return {
    now: last.revenue,
    before: first.revenue,
    paying: last.who.size,
    payingBefore: first.who.size,
    lost: first.who.size > 0 ? missing(first.who, last.who) : null,
    each: takings.slice(1).map(({ revenue, who, plans }, place) => {
      const earlier = takings[place]?.who ?? none.who
      const lost = missing(earlier, who)
      return {
        revenue,
        paying: who.size,
        plans,
        won: missing(who, earlier),
        lost,
        churn: earlier.size > 0 ? lost / earlier.size : null,
      }
    }),
    plans: plansOf(subscribed, now),
    unpriced: runs.filter(({ plan, until }) => until > now && !planById(plan)).length,
  }
}

/** When a subscription was paid, and what a month of it cost from when on. */
type Run = {
  organizationId: string
  plan: string
  since: Date
  until: Date
  monthly: { since: Date; plan: string; amount: number }[]
}

const none: Takings = { revenue: 0, plans: {}, who: new Set() }
const forever = new Date(8.64e15)
const grace = app.billing.graceDays * 86_400_000

function runOf(row: Subscribed, story: readonly Told[], now: Date): Run | null {
  const began = story.find((each) => 'started' in each)?.at
  const since = row.trialEnd ?? began ?? row.notBefore
  const until = endOf(row, now)
  if (since > now || until <= since) return null
  const changes = story.flatMap((each) => ('to' in each ? [each] : []))
  const is = { plan: row.plan, interval: row.billingInterval ?? 'month', seats: row.seats ?? 1 }
  const monthly = [
    monthAt(since, changes[0]?.from ?? is),
    ...changes.map(({ at, to }) => monthAt(at, to)),
  ]
  return { organizationId: row.organizationId, plan: row.plan, since, until, monthly }
}

function endOf(row: Subscribed, now: Date): Date {
  const { cancelAt, canceledAt, endedAt, pastDueSince, periodEnd } = row
  if (endedAt) return endedAt
  if (row.status === 'canceled') return canceledAt ?? periodEnd ?? new Date(0)
  if (row.status === 'incomplete' || row.status === 'incomplete_expired') return new Date(0)
  // A trial that ended without a card.
  if (row.status === 'paused') return row.trialEnd ?? new Date(0)
  const state = stateOf(row, now)
  if (state === 'paid' || state === 'late') return forever
  if (state === 'lapsed')
    return new Date((pastDueSince ?? periodEnd ?? new Date(0)).getTime() + grace)
  return cancelAt ?? periodEnd ?? new Date(0)
}

/** In which state one subscription is, seen by itself. */
function stateOf(row: Subscribed, now: Date): Standing['state'] {
  const { pastDueSince } = row
  const account = { pastDueSince, paymentMethod: null, nextPlan: null, nextInterval: null }
  return standingOf([row], account, now).state
}

/** What a plan costs a month at today's prices: a year's is a twelfth. One that is sold no more has no price. */
function monthlyOf({ plan: id, interval, seats }: Price): number {
  const plan = planById(id)
  if (!plan) return 0
  const each = interval === 'year' ? priceOf(plan, 'year') / 12 : priceOf(plan, 'month')
  return plan.seats === 'per-member' ? each * seats : each
}

const monthAt = (since: Date, price: Price) => ({
  since,
  plan: price.plan,
  amount: monthlyOf(price),
})

type Takings = { revenue: number; plans: Record<string, number>; who: Set<string> }

function takingsAt(runs: readonly Run[], moment: Date): Takings {
  const paid = runs.filter(({ since, until }) => since < moment && until >= moment)
  const months = paid.flatMap((run) => monthOf(run, moment) ?? [])
  const plans: Record<string, number> = {}
  for (const { plan } of months) plans[plan] = (plans[plan] ?? 0) + 1
  return {
    revenue: months.reduce((sum, { amount }) => sum + amount, 0),
    plans,
    who: new Set(paid.map(({ organizationId }) => organizationId)),
  }
}

function monthOf({ monthly }: Run, moment: Date) {
  return monthly.findLast(({ since }) => since < moment) ?? monthly[0]
}

function plansOf(subscribed: readonly Subscribed[], now: Date): Revenue['plans'] {
  const found = new Map<string, States>()
  for (const row of subscribed) {
    const state = stateOf(row, now)
    if (state === 'none') continue
    const states = found.get(row.plan) ?? { trial: 0, paid: 0, late: 0, lapsed: 0 }
    found.set(row.plan, { ...states, [state]: states[state] + 1 })
  }
  const ids = [...app.plans.filter(({ stripe }) => stripe).map(({ id }) => id), ...found.keys()]
  return [...new Set(ids)].map((plan) => ({
    plan,
    name: planById(plan)?.name ?? plan,
    sold: planById(plan) !== undefined,
    states: found.get(plan) ?? { trial: 0, paid: 0, late: 0, lapsed: 0 },
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
