import type Stripe from 'stripe'
import { type Outcome, type Payment, payCheckout } from './checkout-payment.ts'
import { customerBy } from './customers.ts'
import { invalid, missing, StripeFault } from './faults.ts'
import { decode, Params } from './params.ts'
import { attachCard, newCard, preferCard, whileConfirmed } from './payment-methods.ts'
import { cardOf, collect, paymentMethodOf } from './payments.ts'
import { invoiceAfterChange } from './preview.ts'
import { isOver } from './subscription-end.ts'
import { itemsAfter } from './subscription-items.ts'
import { updateSubscription } from './subscription-update.ts'
import { subscriptionBy } from './subscriptions.ts'
import type { World } from './world.ts'

/** What came of a button that pays: `asks` means the same once more, `confirmed`. */
export type Done = { outcome: 'complete' | 'asks' } | { outcome: 'refused'; sentence: string }

/** `card` is the number of a new one, or the id of one that the customer has. */
type How = Pick<Payment, 'card' | 'confirmed'>

/** What people do on the stand-in's pages, without a browser: each button there calls the same. */
export type Hands = {
  /** Pays on a payment page, or starts a trial there; without a card where none is needed. */
  pay(checkout: string, card?: string, more?: Omit<Payment, 'card'>): Outcome
  /** Stores a card, by its number, and pays with it from now on. @throws StripeFault when it is declined at once */
  addCard(customer: string, number: string): Stripe.PaymentMethod
  /** Confirms the change that a portal session proposes; what it costs is paid at once. */
  confirm(portal: string, how?: How): Done
  /** Cancels at the end of the period: what a portal session was opened for, or another of its customer's. */
  cancel(portal: string, subscription?: string): Stripe.Subscription
  /** Takes a cancellation back. */
  resume(portal: string, subscription?: string): Stripe.Subscription
  /** Pays an open invoice, with the card on file unless another is named. */
  payInvoice(invoice: string, how?: How): Done
}

export function openHands(world: World): Hands {
  return {
    pay: (checkout, card, more) => payCheckout(world, checkout, { card, ...more }),
    addCard: (customer, number) => addCard(world, customer, number),
    confirm: (portal, how) => confirm(world, portal, how),
    cancel: (portal, subscription) => cancel(world, portal, subscription),
    resume: (portal, subscription) => resume(world, portal, subscription),
    payInvoice: (invoice, how) => payInvoice(world, invoice, how),
  }
}

export function addCard(world: World, customerId: string, number: string): Stripe.PaymentMethod {
  const customer = customerBy(world, customerId)
  const method = newCard(world, number)
  attachCard(world, method, customer.id)
  chargeTo(world, method)
  return method
}

/** From now on its customer's invoices are paid with this card, also those of subscriptions that had one of their own. */
export function chargeTo(world: World, { id, customer }: Stripe.PaymentMethod): void {
  preferCard(world, customerBy(world, String(customer)), id)
  for (const subscription of world.subscriptions.values()) {
    const own = subscription.default_payment_method
    if (subscription.customer !== customer || !own || own === id || isOver(subscription)) continue
    updateSubscription(world, subscription, ask({ default_payment_method: id }))
  }
}

/** What a portal session proposes, what it makes due now, and what is paid later. */
export function proposal(world: World, portal: string) {
  const { flow } = portalBy(world, portal)
  const wanted = flow?.subscription_update_confirm
  const item = wanted?.items[0]
  if (!wanted || !item) throw invalid('There is nothing to confirm.')
  const subscription = subscriptionBy(world, wanted.subscription)
  const params = ask({
    proration_behavior: 'always_invoice',
    'items[0][id]': item.id ?? '',
    'items[0][price]': item.price ?? '',
    'items[0][quantity]': String(item.quantity ?? 1),
  })
  const after = itemsAfter(world, subscription, params.each('items'))
  const invoice = invoiceAfterChange(world, subscription, after, 'always_invoice')
  const due = invoice.billing_reason === 'subscription_update' ? invoice.amount_due : 0
  return { subscription, params, after, invoice, due }
}

export function confirm(world: World, portal: string, how: How = {}): Done {
  const { subscription, params, due } = proposal(world, portal)
  return withCard(world, String(subscription.customer), how, (card) => {
    const charged = card ?? cardOf(world, subscription)
    const does = due > 0 ? world.cards.get(charged ?? '') : 'pays'
    if (does === 'asks' && !how.confirmed) return { outcome: 'asks' }
    if (does !== 'pays' && does !== 'asks') return refused('Your card was declined.')
    whileConfirmed(world, charged ?? '', () => updateSubscription(world, subscription, params))
    return { outcome: 'complete' }
  })
}

export function cancel(world: World, portal: string, id?: string): Stripe.Subscription {
  const subscription = theirs(world, portal, id)
  // As Stripe's own portal does: in the flexible mode of billing an end is always a moment.
  const { type } = subscription.billing_mode
  const end = Math.min(...subscription.items.data.map((item) => item.current_period_end))
  const ending: Record<string, string> =
    type === 'flexible' ? { cancel_at: String(end) } : { cancel_at_period_end: 'true' }
  updateSubscription(world, subscription, ask(ending))
  return subscription
}

export function resume(world: World, portal: string, id?: string): Stripe.Subscription {
  const subscription = theirs(world, portal, id)
  updateSubscription(world, subscription, ask({ cancel_at_period_end: 'false' }))
  return subscription
}

export function payInvoice(world: World, id: string, how: How = {}): Done {
  const invoice = world.invoices.get(id)
  if (!invoice) throw missing('invoice', id)
  if (invoice.status !== 'open') return refused('There is nothing to pay.')
  return withCard(world, String(invoice.customer), how, (card) => {
    const paymentMethod = card ?? paymentMethodOf(world, invoice) ?? undefined
    if (!paymentMethod) return refused('Choose a card.')
    const asks = world.cards.get(paymentMethod) === 'asks'
    if (asks && !how.confirmed) return { outcome: 'asks' }
    const paid = collect(world, invoice, { ...how, paymentMethod, byHand: true })
    return paid ? { outcome: 'complete' } : refused('Your card was declined.')
  })
}

/** Takes the card that was named into use, and says which it is, before it is charged. */
function withCard(
  world: World,
  customer: string,
  { card }: How,
  act: (card: string | undefined) => Done,
): Done {
  try {
    if (!card) return act(undefined)
    const known = world.paymentMethods.get(card)
    if (known?.customer !== customer) return act(addCard(world, customer, card).id)
    chargeTo(world, known)
    return act(card)
  } catch (error) {
    if (error instanceof StripeFault) return refused(error.message)
    throw error
  }
}

export function portalBy(world: World, id: string): Stripe.BillingPortal.Session {
  const session = world.portals.get(id)
  if (!session) throw missing('billing_portal.session', id)
  return session
}

/** The subscription a portal session was opened for, or another one of the same customer. */
export function theirs(world: World, portal: string, id?: string): Stripe.Subscription {
  const { customer, flow } = portalBy(world, portal)
  const meant =
    id ??
    flow?.subscription_cancel?.subscription ??
    flow?.subscription_update_confirm?.subscription ??
    [...world.subscriptions.values()].find((each) => each.customer === customer && !isOver(each))
      ?.id
  const subscription = subscriptionBy(world, meant ?? '')
  if (subscription.customer !== customer) throw missing('subscription', subscription.id)
  return subscription
}

/** Parameters as a request would have them. */
const ask = (params: Record<string, string>) =>
  new Params(decode(new URLSearchParams(params).toString()))

const refused = (sentence: string): Done => ({ outcome: 'refused', sentence })
