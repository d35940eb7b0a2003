import type Stripe from 'stripe'
import { changing } from './changes.ts'
import { day } from './periods.ts'
import { endSubscription } from './subscription-end.ts'
import { nowIn, type World } from './world.ts'

/** How many days after a failed payment the next one is tried, each counted from the one before. */
export const retryAfterDays = [3, 5, 7] as const

/** When Stripe itself tries again to collect an invoice whose last attempt failed now; null when it gives up. */
export function nextAttempt(world: World, invoice: Stripe.Invoice): number | null {
  const days = retryAfterDays[invoice.attempt_count - 1]
  if (invoice.billing_reason === 'subscription_create' || !days) return null
  return nowIn(world) + days * day
}

/** What an invoice that could not be collected does to its subscription. */
export function sufferFailure(
  world: World,
  subscription: Stripe.Subscription,
  invoice: Stripe.Invoice,
): void {
  // The first payment decides whether it begins at all; whoever begins it tells of it.
  if (invoice.billing_reason === 'subscription_create') subscription.status = 'incomplete'
  else if (invoice.next_payment_attempt !== null) become(world, subscription, 'past_due')
  else if (world.afterLastRetry === 'unpaid') become(world, subscription, 'unpaid')
  else endSubscription(world, subscription, 'payment_failed')
}

function become(
  world: World,
  subscription: Stripe.Subscription,
  status: 'past_due' | 'unpaid',
): void {
  changing(world, 'customer.subscription.updated', subscription, () => {
    subscription.status = status
  })
}
