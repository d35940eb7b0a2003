import type Stripe from 'stripe'
import { invalid } from './faults.ts'
import { invoiceNow } from './invoices.ts'
import type { Params } from './params.ts'
import { cardOf } from './payments.ts'
import { beginPeriod, day } from './periods.ts'
import { endTrial } from './renewals.ts'
import { emit, nowIn, type World } from './world.ts'

/** How long before a trial's end it is announced. */
export const trialNotice = 3 * day

/** The furthest that a trial's end may lie ahead. */
const furthest = 730 * day

/**
 * When the trial shall end, `now` as the moment that it is; undefined where nothing is said about it.
 * @throws StripeFault for a moment that is not to come, and for a subscription that is not on trial: to put a paid
 * one on trial again is not played here
 */
export function trialEndIn(
  world: World,
  { status }: Stripe.Subscription,
  params: Params,
): number | undefined {
  if (!params.has('trial_end')) return undefined
  const now = nowIn(world)
  const param = 'trial_end'
  const at = params.text(param) === 'now' ? now : (params.integer(param) ?? now)
  if (status !== 'trialing') {
    throw invalid('The stand-in moves the end of a trial that is under way only.', { param })
  }
  if (at < now || (at === now && params.text(param) !== 'now')) {
    throw invalid(
      'Invalid timestamp: must be an integer Unix timestamp in the future, or the string `now`.',
      { param },
    )
  }
  if (at > now + furthest) {
    throw invalid('Invalid timestamp: can be no more than two years in the future.', { param })
  }
  return at
}

/** Ends a trial then: its period and what is counted from it move along. Now, with a card, is at once and is paid. */
export function moveTrial(world: World, subscription: Stripe.Subscription, at: number): void {
  subscription.trial_end = at
  subscription.billing_cycle_anchor = at
  for (const item of subscription.items.data) item.current_period_end = at
  if (subscription.cancel_at_period_end) subscription.cancel_at = at
  if (at > nowIn(world) || cardOf(world, subscription) === null) return
  subscription.status = 'active'
  beginPeriod(subscription, at)
  invoiceNow(world, subscription, 'subscription_update', true)
}

/**
 * What follows once it was told: a trial that ends sooner than it would be announced is announced at once, and one
 * that was ended without a card becomes what was agreed at its beginning.
 */
export function afterMoving(world: World, subscription: Stripe.Subscription): void {
  const { trial_end: at, status } = subscription
  if (at === null || at - trialNotice > nowIn(world)) return
  emit(world, 'customer.subscription.trial_will_end', subscription)
  if (status === 'trialing' && at <= nowIn(world)) endTrial(world, subscription)
}
