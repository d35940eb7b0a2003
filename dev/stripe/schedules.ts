import type Stripe from 'stripe'
import { changing } from './changes.ts'
import { idOf } from './lists.ts'
import { periodOf } from './periods.ts'
import { changesInterval, type ProrationBehavior, settleItems } from './proration.ts'
import { phaseItem } from './schedule-shape.ts'
import { endSubscription } from './subscription-end.ts'
import { planOf } from './subscription-new.ts'
import { emit, newId, nowIn, type World } from './world.ts'

type Schedule = Stripe.SubscriptionSchedule
type Phase = Stripe.SubscriptionSchedule.Phase

/** The phase of a subscription's schedule that begins at a moment. */
export function phaseFrom(world: World, { schedule }: Stripe.Subscription, at: number) {
  const active = world.schedules.get(idOf(schedule) ?? '')
  return active?.status === 'active'
    ? active.phases.find(({ start_date }) => start_date === at)
    : undefined
}

/** Ends the phase that a schedule is in: the next one begins, or else the schedule is over. */
export function beginNextPhase(world: World, schedule: Schedule): void {
  const now = nowIn(world)
  const next = schedule.phases.find(({ start_date }) => start_date >= now)
  const subscription = world.subscriptions.get(idOf(schedule.subscription) ?? '')
  if (!subscription) return
  if (next) {
    changing(world, 'customer.subscription.updated', subscription, () =>
      takePhase(world, subscription, next),
    )
    changing(world, 'subscription_schedule.updated', schedule, () => {
      schedule.current_phase = { start_date: next.start_date, end_date: next.end_date }
    })
  } else if (schedule.end_behavior === 'cancel') {
    schedule.status = 'completed'
    schedule.completed_at = now
    schedule.current_phase = null
    emit(world, 'subscription_schedule.completed', schedule)
    endSubscription(world, subscription, 'cancellation_requested')
  } else {
    release(world, schedule)
  }
}

/** Makes a subscription what a phase says; what that costs until the period's end is as the phase says. */
export function takePhase(world: World, subscription: Stripe.Subscription, phase: Phase): void {
  const before = subscription.items.data
  const after = itemsOfPhase(world, subscription, phase)
  subscription.items.data = after
  settleItems(world, subscription, before, behaviorOf(phase))
  // At a period's end there is nothing to settle, and the next one begins in the new rhythm.
  const now = nowIn(world)
  if (now >= periodOf(subscription).end && changesInterval(before, after)) {
    subscription.billing_cycle_anchor = now
  }
}

/** Lets go of a subscription, which goes on as it is. */
export function release(world: World, schedule: Schedule): void {
  const id = idOf(schedule.subscription)
  schedule.status = 'released'
  schedule.released_at = nowIn(world)
  schedule.released_subscription = id
  schedule.subscription = null
  schedule.current_phase = null
  emit(world, 'subscription_schedule.released', schedule)
  const subscription = world.subscriptions.get(id ?? '')
  if (!subscription) return
  changing(world, 'customer.subscription.updated', subscription, () => {
    subscription.schedule = null
  })
}

/** Takes over into the phase that goes on what was changed in the subscription itself. */
export function followSubscription(world: World, subscription: Stripe.Subscription): void {
  const schedule = world.schedules.get(idOf(subscription.schedule) ?? '')
  const phase = schedule?.phases.find(
    ({ start_date }) => start_date === schedule.current_phase?.start_date,
  )
  if (!schedule || !phase) return
  changing(world, 'subscription_schedule.updated', schedule, () => {
    phase.items = subscription.items.data.map(({ price, quantity }) =>
      phaseItem(price.id, quantity),
    )
  })
}

function itemsOfPhase(world: World, subscription: Stripe.Subscription, phase: Phase) {
  const standing = subscription.items.data
  return phase.items.flatMap((wanted) => {
    const price = world.prices.get(idOf(wanted.price))
    const [first] = standing
    if (!price || !first) return []
    const same = standing.find((item) => item.price.id === price.id)
    const kept = same ?? { ...first, id: newId('si'), created: nowIn(world), metadata: {} }
    return [{ ...kept, price, plan: planOf(price), quantity: wanted.quantity ?? 1 }]
  })
}

function behaviorOf(phase: Phase): ProrationBehavior {
  if (phase.proration_behavior === 'none') return 'none'
  return phase.proration_behavior === 'always_invoice' ? 'always_invoice' : 'create_prorations'
}
