import type Stripe from 'stripe'
import { type Interval, type PlanId, planByLookupKey } from './catalog'

/** What is kept of a subscription of Stripe's, by column of `subscription`. */
export type Facts = {
  plan: PlanId
  status: string
  stripeCustomerId: string
  stripeSubscriptionId: string
  periodStart: Date | null
  periodEnd: Date | null
  trialStart: Date | null
  trialEnd: Date | null
  cancelAtPeriodEnd: boolean
  cancelAt: Date | null
  canceledAt: Date | null
  endedAt: Date | null
  seats: number
  billingInterval: Interval
  stripeScheduleId: string | null
}

/**
 * The facts of a subscription as Stripe tells it, or undefined where its price belongs to no plan.
 * @param before the plan that stands here: a price that says nothing any more is still of that
 */
export function factsOf(told: Stripe.Subscription, before?: PlanId): Facts | undefined {
  const item = told.items.data.find(({ price }) => boughtWith(price)) ?? told.items.data[0]
  const plan = told.metadata.plan || before
  const bought =
    item && (boughtWith(item.price) ?? (plan ? { plan, ...paidEvery(item.price) } : undefined))
  if (!bought) return undefined
  return {
    ...bought,
    status: told.status,
    stripeCustomerId: idOf(told.customer),
    stripeSubscriptionId: told.id,
    periodStart: moment(item.current_period_start),
    periodEnd: moment(item.current_period_end),
    trialStart: moment(told.trial_start),
    trialEnd: moment(told.trial_end),
    cancelAtPeriodEnd: told.cancel_at_period_end,
    cancelAt: moment(told.cancel_at),
    canceledAt: moment(told.canceled_at),
    endedAt: moment(told.ended_at),
    seats: item.quantity ?? 1,
    stripeScheduleId: told.schedule && idOf(told.schedule),
  }
}

/**
 * The plan that a price buys, and how often it is paid. A price whose lookup key went to a newer one names its plan,
 * also one that is sold no more.
 */
export function boughtWith(
  price: Stripe.Price,
): { plan: PlanId; billingInterval: Interval } | undefined {
  const known = planByLookupKey(price.lookup_key)
  if (known) return { plan: known.plan.id, billingInterval: known.interval }
  const { plan } = price.metadata
  return plan ? { plan, ...paidEvery(price) } : undefined
}

function paidEvery({ recurring }: Stripe.Price): { billingInterval: Interval } {
  return { billingInterval: recurring?.interval === 'year' ? 'year' : 'month' }
}

/** What is paid with, in words. */
export function inWords({ card, type, sepa_debit: debit }: Stripe.PaymentMethod): string {
  if (card) return `${brands[card.brand] ?? 'Card'} ending in ${card.last4}`
  if (debit?.last4) return `Account ending in ${debit.last4}`
  return type.charAt(0).toUpperCase() + type.slice(1).replaceAll('_', ' ')
}

const brands: Record<string, string> = {
  amex: 'American Express',
  diners: 'Diners Club',
  discover: 'Discover',
  jcb: 'JCB',
  mastercard: 'Mastercard',
  unionpay: 'UnionPay',
  visa: 'Visa',
}

/** Stripe writes an object's id, or the object itself where that was asked for. */
export function idOf(told: string | { id: string }): string {
  return typeof told === 'string' ? told : told.id
}

/** Stripe counts in seconds. */
export function moment(seconds: number | null | undefined): Date | null {
  return typeof seconds === 'number' ? new Date(seconds * 1_000) : null
}
