import type Stripe from 'stripe'
import { changing } from './changes.ts'
import { invoicePeriod } from './invoices.ts'
import { cardOf } from './payments.ts'
import { beginPeriod, periodOf } from './periods.ts'
import { endSubscription } from './subscription-end.ts'
import { emit, type World } from './world.ts'

/** Begins a subscription's next period and makes the invoice for it. */
export function renew(world: World, subscription: Stripe.Subscription): void {
  changing(world, 'customer.subscription.updated', subscription, () =>
    turnOver(world, subscription),
  )
}

/** Ends a trial: with a card it is paid from now on, without one it becomes what was agreed at its beginning. */
export function endTrial(world: World, subscription: Stripe.Subscription): void {
  const agreed = subscription.trial_settings?.end_behavior.missing_payment_method
  const instead = cardOf(world, subscription) === null ? agreed : undefined
  if (instead === 'cancel') endSubscription(world, subscription, null)
  else if (instead === 'pause') pause(world, subscription)
  else {
    changing(world, 'customer.subscription.updated', subscription, () => {
      subscription.status = 'active'
      turnOver(world, subscription)
    })
  }
}

function pause(world: World, subscription: Stripe.Subscription): void {
  changing(world, 'customer.subscription.updated', subscription, () => {
    subscription.status = 'paused'
  })
  emit(world, 'customer.subscription.paused', subscription)
}

/** When a subscription ends for good, as it is now. */
export function endOf(subscription: Stripe.Subscription): number | null {
  const { cancel_at, cancel_at_period_end } = subscription
  return cancel_at ?? (cancel_at_period_end ? periodOf(subscription).end : null)
}

/** Gives up a subscription whose first payment was not made within a day. */
export function expire(world: World, subscription: Stripe.Subscription): void {
  changing(world, 'customer.subscription.updated', subscription, () => {
    subscription.status = 'incomplete_expired'
    subscription.ended_at = periodOf(subscription).start
  })
}

function turnOver(world: World, subscription: Stripe.Subscription): void {
  const { start, end } = periodOf(subscription)
  beginPeriod(subscription, end)
  invoicePeriod(world, subscription, start)
}
