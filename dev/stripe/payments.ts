import type Stripe from 'stripe'
import { changing } from './changes.ts'
import { nextAttempt, sufferFailure } from './dunning.ts'
import { subscriptionOf } from './invoice-shape.ts'
import { idOf } from './lists.ts'
import { isOver } from './subscription-end.ts'
import { emit, nowIn, type World } from './world.ts'

/** Who asks for the money, and from which card. */
export type Collecting = {
  /** Instead of the card that the subscription or the customer is charged with. */
  paymentMethod?: string
  /** Somebody is there and confirms it to the bank. */
  confirmed?: boolean
  /** Somebody asks for it; otherwise it is Stripe's own attempt, which leads to the next one when it fails. */
  byHand?: boolean
}

/** Tries to collect a final invoice; says whether it is paid. What is paid already is not asked for again. */
export function collect(world: World, invoice: Stripe.Invoice, how: Collecting = {}): boolean {
  if (invoice.status !== 'open') return invoice.status === 'paid'
  const method = how.paymentMethod ?? paymentMethodOf(world, invoice)
  const behaviour = method && (world.cards.get(method) ?? 'pays')
  const paid =
    invoice.amount_remaining === 0 ||
    behaviour === 'pays' ||
    (behaviour === 'asks' && how.confirmed === true)
  if (paid) succeed(world, invoice)
  else fail(world, invoice, { byHand: how.byHand === true, asks: behaviour === 'asks' })
  return paid
}

/** The card that an invoice is charged to: its subscription's, or else its customer's. */
export function paymentMethodOf(world: World, invoice: Stripe.Invoice): string | null {
  const subscription = subscriptionOf(world, invoice)
  return subscription ? cardOf(world, subscription) : null
}

/** The card that a subscription is charged to. */
export function cardOf(world: World, subscription: Stripe.Subscription): string | null {
  const customer = world.customers.get(idOf(subscription.customer))
  const ofCustomer = customer && !customer.deleted && customer.invoice_settings
  return (
    idOf(subscription.default_payment_method) ??
    idOf(ofCustomer ? ofCustomer.default_payment_method : null)
  )
}

function succeed(world: World, invoice: Stripe.Invoice): void {
  changing(world, 'invoice.updated', invoice, () => {
    if (invoice.amount_remaining > 0) invoice.attempt_count += 1
    invoice.attempted = true
    invoice.auto_advance = false
    invoice.status = 'paid'
    invoice.amount_paid = invoice.amount_due
    invoice.amount_remaining = 0
    invoice.next_payment_attempt = null
    invoice.status_transitions.paid_at = nowIn(world)
  })
  emit(world, 'invoice.paid', invoice)
  emit(world, 'invoice.payment_succeeded', invoice)
  const subscription = subscriptionOf(world, invoice)
  if (!subscription || subscription.latest_invoice !== invoice.id) return
  if (!['incomplete', 'past_due', 'unpaid'].includes(subscription.status)) return
  changing(world, 'customer.subscription.updated', subscription, () => {
    subscription.status = 'active'
  })
}

function fail(
  world: World,
  invoice: Stripe.Invoice,
  { byHand, asks }: { byHand: boolean; asks: boolean },
): void {
  // What somebody tries by hand is no step of Stripe's own attempts, unless it is the first.
  const step = !byHand || invoice.attempt_count === 0
  changing(world, 'invoice.updated', invoice, () => {
    invoice.attempted = true
    if (!step) return
    invoice.attempt_count += 1
    invoice.next_payment_attempt = nextAttempt(world, invoice)
    invoice.auto_advance = invoice.next_payment_attempt !== null
  })
  emit(world, 'invoice.payment_failed', invoice)
  if (asks) emit(world, 'invoice.payment_action_required', invoice)
  const subscription = subscriptionOf(world, invoice)
  if (step && subscription && !isOver(subscription)) sufferFailure(world, subscription, invoice)
}
