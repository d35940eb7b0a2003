import type Stripe from 'stripe'
import { changing } from './changes.ts'
import { emit, nowIn, type World } from './world.ts'

type Reason = Stripe.Subscription.CancellationDetails.Reason | null

/** Whether a subscription is over for good: nothing but its metadata can change. */
export function isOver({ status }: Stripe.Subscription): boolean {
  return status === 'canceled' || status === 'incomplete_expired'
}

/**
 * Ends a subscription now, as it says itself or as somebody decided, with its event.
 * @param reason kept only where the subscription does not know one already
 */
export function endSubscription(
  world: World,
  subscription: Stripe.Subscription,
  reason: Reason,
): void {
  const now = nowIn(world)
  subscription.status = 'canceled'
  subscription.ended_at = now
  subscription.canceled_at ??= now
  subscription.cancellation_details = {
    comment: null,
    feedback: null,
    feedback_option: null,
    ...subscription.cancellation_details,
    reason: subscription.cancellation_details?.reason ?? reason,
  }
  const schedule = world.schedules.get(String(subscription.schedule))
  if (schedule?.status === 'active') {
    schedule.status = 'canceled'
    schedule.canceled_at = now
    schedule.current_phase = null
    emit(world, 'subscription_schedule.canceled', schedule)
  }
  stopCollecting(world, subscription)
  emit(world, 'customer.subscription.deleted', subscription)
}

/** No invoice of a subscription is collected by itself any more: it is over. */
function stopCollecting(world: World, { id }: Stripe.Subscription): void {
  for (const invoice of world.invoices.values()) {
    const open = invoice.status === 'draft' || invoice.status === 'open'
    if (!open || invoice.parent?.subscription_details?.subscription !== id) continue
    changing(world, 'invoice.updated', invoice, () => {
      invoice.auto_advance = false
      invoice.automatically_finalizes_at = null
      invoice.next_payment_attempt = null
    })
  }
}
