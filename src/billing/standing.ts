import app from 'app.config'
import type { Limits, Plan } from '~/define-app'
import { defaultPlan, type Feature, type Interval, type PlanId, planById, rankOf } from './catalog'

const hour = 3_600_000
const day = 24 * hour

/** What of a row of `subscription` counts. */
export type Bought = {
  plan: string
  status: string | null
  billingInterval: string | null
  seats: number | null
  periodEnd: Date | null
  trialEnd: Date | null
  cancelAtPeriodEnd: boolean | null
  cancelAt: Date | null
}

/** What of the row of `billing_account` counts. */
export type Account = {
  /** Since when an invoice is owed, also where Stripe has not asked for the money yet. */
  pastDueSince: Date | null
  paymentMethod: string | null
  nextPlan: string | null
  nextInterval: string | null
  /** What an operator gave, and until when, whatever Stripe says. */
  grantedPlan?: string | null
  grantedUntil?: Date | null
}

/** What an organization has now, and what comes. Moments as ISO 8601; it crosses to the browser. */
export type Standing = {
  /** The plan whose limits and features hold now. */
  plan: PlanId
  /** `late`: a payment failed, and the plan stays for the days of grace; `lapsed`: those are over. */
  state: 'none' | 'trial' | 'paid' | 'late' | 'lapsed'
  /** The plan that is subscribed to, also where it holds no more. */
  subscribed: PlanId | null
  interval: Interval | null
  seats: number | null
  /** When the period or the trial ends, and with it what is paid. */
  until: string | null
  /** Whole days until then, by the bill's clock, where an hour may be missing: 14 when 14 have just begun, 0 on the last. */
  daysLeft: number | null
  /** Whether it ends there for good. */
  ends: boolean
  /** What it turns into there. */
  next: { plan: PlanId; interval: Interval } | null
  /** Until when the plan stays although its payment is late. */
  graceUntil: string | null
  /** Until when the plan is given by hand; null where it is the one that was bought, or that everybody has. */
  grantedUntil: string | null
  paymentMethod: string | null
}

/**
 * What is in force. Nothing that was not paid or in trial counts: a trial for an hour more than Stripe said, a paid
 * plan for the days of grace, because news may be late. Of several subscriptions the largest plan counts, and a plan
 * that was given by hand where it is larger still.
 * @param now by the bill's clock
 */
export function standingOf(
  bought: readonly Bought[],
  account: Account | null,
  now: Date,
): Standing {
  const all = bought.map((each) => standingOfOne(each, account, now))
  const [best] = all.sort((a, b) => worth(b) - worth(a))
  const standing = best ?? nothing
  const granted = grantOf(account, now)
  const gains = granted !== null && rankOf(granted.plan) > rankOf(standing.plan)
  return gains
    ? { ...standing, plan: granted.plan, grantedUntil: granted.until.toISOString() }
    : standing
}

/** The plan that was given by hand and holds now, also where a larger one is paid; null where there is none. */
export function grantOf(
  account: Pick<Account, 'grantedPlan' | 'grantedUntil'> | null,
  now: Date,
): { plan: PlanId; until: Date } | null {
  const { grantedPlan, grantedUntil: until } = account ?? {}
  const plan = grantedPlan && planById(grantedPlan)
  return plan && until && until > now ? { plan: plan.id, until } : null
}

/** The plan in force, with its limits and features. */
export function planIn({ plan }: Pick<Standing, 'plan'>): Plan<Feature> {
  return planById(plan) ?? defaultPlan
}

/** How many the plan in force allows; null is as many as you like. */
export function limitIn(standing: Pick<Standing, 'plan'>, key: keyof Limits): number | null {
  return planIn(standing).limits[key]
}

/** The largest number that any plan allows of something, of those that have one. */
export function largestLimit(key: keyof Limits): number {
  return Math.max(0, ...app.plans.map(({ limits }) => limits[key] ?? 0))
}

const nothing: Standing = {
  plan: defaultPlan.id,
  state: 'none',
  subscribed: null,
  interval: null,
  seats: null,
  until: null,
  daysLeft: null,
  ends: false,
  next: null,
  graceUntil: null,
  grantedUntil: null,
  paymentMethod: null,
}

const worth = ({ plan, state }: Standing) =>
  rankOf(plan) * 10 + ['none', 'lapsed', 'late', 'trial', 'paid'].indexOf(state)

function standingOfOne(row: Bought, account: Account | null, now: Date): Standing {
  const state = stateOf(row, account, now)
  if (state === 'none') return nothing
  const next = nextOf(row, account)
  const over = next !== null && row.periodEnd !== null && row.periodEnd <= now
  const until = endOf(row)
  return {
    plan: state === 'lapsed' ? defaultPlan.id : known(over ? next.plan : row.plan),
    state,
    subscribed: row.plan,
    interval: intervalIn(row.billingInterval),
    seats: row.seats,
    until: until?.toISOString() ?? null,
    daysLeft: until && Math.max(0, Math.floor((until.getTime() - now.getTime() + hour) / day)),
    ends: Boolean(row.cancelAtPeriodEnd || row.cancelAt),
    next,
    graceUntil: state === 'paid' ? null : (graceEnd(account)?.toISOString() ?? null),
    grantedUntil: null,
    paymentMethod: account?.paymentMethod ?? null,
  }
}

function stateOf(row: Bought, account: Account | null, now: Date): Standing['state'] {
  const ended = row.cancelAt ?? (row.cancelAtPeriodEnd ? row.periodEnd : null)
  if (ended && ended <= now) return 'none'
  if (row.status === 'trialing') {
    return row.trialEnd && row.trialEnd.getTime() + hour > now.getTime() ? 'trial' : 'none'
  }
  if (row.status === 'active') {
    // Its period has begun and was not paid when Stripe was asked; news of that may be lost.
    const unpaid = graceEnd(account)
    if (unpaid && unpaid <= now) return 'lapsed'
    const lastNews = row.periodEnd ? row.periodEnd.getTime() + app.billing.graceDays * day : 0
    return lastNews > now.getTime() ? 'paid' : 'lapsed'
  }
  if (row.status === 'past_due') {
    const end = graceEnd(account)
    return end && end > now ? 'late' : 'lapsed'
  }
  return row.status === 'unpaid' || row.status === 'paused' ? 'lapsed' : 'none'
}

function graceEnd(account: Account | null): Date | null {
  const since = account?.pastDueSince
  return since ? new Date(since.getTime() + app.billing.graceDays * day) : null
}

function endOf(row: Bought): Date | null {
  return row.cancelAt ?? (row.status === 'trialing' ? row.trialEnd : row.periodEnd)
}

function nextOf(row: Bought, account: Account | null): Standing['next'] {
  const interval = intervalIn(account?.nextInterval ?? row.billingInterval)
  return account?.nextPlan && interval ? { plan: account.nextPlan, interval } : null
}

/** A plan that is in the configuration no more gives what everybody has. */
function known(id: PlanId): PlanId {
  return planById(id)?.id ?? defaultPlan.id
}

function intervalIn(word: string | null): Interval | null {
  return word === 'month' || word === 'year' ? word : null
}
