import type Stripe from 'stripe'
import { expireCheckout } from './checkout.ts'
import { finalize } from './invoices.ts'
import { collect } from './payments.ts'
import { day, hour, periodOf } from './periods.ts'
import { announceInvoice } from './preview.ts'
import { endOf, endTrial, expire, renew } from './renewals.ts'
import { beginNextPhase } from './schedules.ts'
import { endSubscription } from './subscription-end.ts'
import { trialNotice } from './trial-end.ts'
import { emit, type World } from './world.ts'

/** Something that happens by itself at a moment. */
export type Due = { at: number; act: () => void }

/** How long before a renewal it is announced. */
const renewalNotice = 7 * day

/**
 * What is due next, until a moment. Of things at the same moment: announcements, what ends, what a schedule changes,
 * what renews, what is made final, what is collected, what expires.
 */
export function nextDue(world: World, until: number): Due | undefined {
  const all = [
    ...announcements(world),
    ...ofSubscriptions(world, ends),
    ...ofSchedules(world),
    ...ofSubscriptions(world, renewals),
    ...ofInvoices(world),
    ...ofCheckouts(world),
  ]
  let next: Due | undefined
  for (const due of all) if (due.at <= until && (!next || due.at < next.at)) next = due
  return next
}

/** Nothing shows whether something was announced, so each has one moment; those of the same one go together. */
function announcements(world: World): Due[] {
  const all = [...world.subscriptions.values()].flatMap((subscription) =>
    announcementsOf(world, subscription),
  )
  const ahead = all.filter(({ at }) => at > world.doneUntil)
  const at = Math.min(...ahead.map((due) => due.at))
  const together = ahead.filter((due) => due.at === at)
  if (together.length === 0) return []
  const act = () => {
    for (const each of together) each.act()
  }
  return [{ at, act }]
}

function announcementsOf(world: World, subscription: Stripe.Subscription): Due[] {
  const { status, trial_end } = subscription
  const { end } = periodOf(subscription)
  const dues: Due[] = []
  if (status === 'trialing' && trial_end) {
    const at = Math.max(trial_end - trialNotice, subscription.created + 1)
    dues.push({ at, act: () => emit(world, 'customer.subscription.trial_will_end', subscription) })
  }
  const ending = endOf(subscription)
  if (isBilled(status) && (ending === null || ending > end)) {
    dues.push({ at: end - renewalNotice, act: () => announceInvoice(world, subscription) })
  }
  return dues
}

function ofSubscriptions(
  world: World,
  duesOf: (world: World, subscription: Stripe.Subscription) => Due[],
): Due[] {
  return [...world.subscriptions.values()].flatMap((subscription) => duesOf(world, subscription))
}

function ends(world: World, subscription: Stripe.Subscription): Due[] {
  const at = endOf(subscription)
  if (subscription.status === 'incomplete') {
    const given = subscription.created + 23 * hour
    return [{ at: given, act: () => expire(world, subscription) }]
  }
  if (at === null || !(isBilled(subscription.status) || isHeld(subscription.status))) return []
  return [{ at, act: () => endSubscription(world, subscription, 'cancellation_requested') }]
}

function renewals(world: World, subscription: Stripe.Subscription): Due[] {
  const { status, trial_end } = subscription
  if (status === 'trialing' && trial_end) {
    return [{ at: trial_end, act: () => endTrial(world, subscription) }]
  }
  if (!isBilled(status) && status !== 'unpaid') return []
  return [{ at: periodOf(subscription).end, act: () => renew(world, subscription) }]
}

function ofSchedules(world: World): Due[] {
  return [...world.schedules.values()].flatMap((schedule) =>
    schedule.status === 'active' && schedule.current_phase
      ? [{ at: schedule.current_phase.end_date, act: () => beginNextPhase(world, schedule) }]
      : [],
  )
}

function ofInvoices(world: World): Due[] {
  return [...world.invoices.values()].flatMap((invoice) => {
    const { status, automatically_finalizes_at: final, next_payment_attempt: attempt } = invoice
    if (status === 'open' && attempt !== null) {
      return [{ at: attempt, act: () => collect(world, invoice) }]
    }
    if (status !== 'draft' || final === null) return []
    const act = () => {
      finalize(world, invoice)
      collect(world, invoice)
    }
    return [{ at: final, act }]
  })
}

function ofCheckouts(world: World): Due[] {
  return [...world.checkouts.values()].flatMap((checkout) =>
    checkout.status === 'open'
      ? [{ at: checkout.expires_at, act: () => expireCheckout(world, checkout) }]
      : [],
  )
}

const isBilled = (status: string) => ['trialing', 'active', 'past_due'].includes(status)
const isHeld = (status: string) => ['unpaid', 'paused'].includes(status)
