import type Stripe from 'stripe'
import { checkoutBy, couponIn } from './checkout.ts'
import { StripeFault } from './faults.ts'
import { attachCard, newCard, whileConfirmed } from './payment-methods.ts'
import { promotionCodeTyped, reduced } from './promotions.ts'
import { beginSubscription } from './subscription-new.ts'
import { emit, type World } from './world.ts'

export type Payment = {
  /** The card's number; none where nothing is due and none is wanted. */
  card?: string
  promotionCode?: string
  /** The payer has confirmed the payment to their bank. */
  confirmed?: boolean
}

export type Outcome =
  | { outcome: 'complete'; session: Stripe.Checkout.Session }
  /** The page stays, with this sentence. */
  | { outcome: 'refused'; sentence: string }
  /** The bank asks: the same payment again, `confirmed`. */
  | { outcome: 'asks' }

/** What is due at once on an open payment page; after the code that was typed there, if it is good. */
export function dueOn(world: World, session: Stripe.Checkout.Session, typed?: string): number {
  const code = typed && session.allow_promotion_codes ? promotionCodeTyped(world, typed) : undefined
  const coupon = code ? code.promotion.coupon : couponIn(session.discounts)
  return reduced(world, session.amount_subtotal ?? 0, typeof coupon === 'string' ? coupon : null)
}

/** Whether a payment page can be left without a card. */
export function needsCard(session: Stripe.Checkout.Session, due: number): boolean {
  return due > 0 || session.payment_method_collection === 'always'
}

/**
 * Pays on a payment page, as its button does. Only a completed one makes a subscription: a card that is refused
 * leaves nothing behind.
 */
export function payCheckout(world: World, id: string, payment: Payment): Outcome {
  const session = checkoutBy(world, id)
  if (session.status !== 'open') return refused('This payment page is closed.')
  const code = payment.promotionCode && promotionCodeTyped(world, payment.promotionCode)
  if (payment.promotionCode && (!code || !session.allow_promotion_codes)) {
    return refused('This code is not valid.')
  }
  const due = dueOn(world, session, payment.promotionCode)
  if (!payment.card && needsCard(session, due)) return refused('Enter a card.')
  const customer = world.customers.get(String(session.customer))
  if (!customer || customer.deleted) return refused('This payment page is closed.')
  const card = payment.card ? tryCard(world, { number: payment.card, due, payment }) : null
  if (card && 'outcome' in card) return card
  if (card) attachCard(world, card, customer.id)
  const coupon = code ? code.promotion.coupon : couponIn(session.discounts)
  complete(world, session, {
    card: card?.id ?? null,
    coupon:
      typeof coupon === 'string'
        ? { coupon, promotionCode: code ? code.id : promotionCodeIn(session) }
        : null,
  })
  return { outcome: 'complete', session }
}

type Try = { number: string; due: number; payment: Payment }

/** The card, or why it does not pay what is due. */
function tryCard(world: World, { number, due, payment }: Try): Stripe.PaymentMethod | Outcome {
  try {
    const card = newCard(world, number)
    const does = world.cards.get(card.id)
    if (does === undefined || (does === 'declines' && due > 0)) {
      world.paymentMethods.delete(card.id)
      return refused('Your card was declined.')
    }
    if (does === 'asks' && !payment.confirmed) {
      world.paymentMethods.delete(card.id)
      return { outcome: 'asks' }
    }
    return card
  } catch (error) {
    if (error instanceof StripeFault) return refused(error.message)
    throw error
  }
}

type Agreed = {
  card: string | null
  coupon: { coupon: string; promotionCode: string | null } | null
}

function complete(world: World, session: Stripe.Checkout.Session, { card, coupon }: Agreed): void {
  const begin = () =>
    beginSubscription(world, {
      ...world.orders.get(session.id),
      customer: String(session.customer),
      items: (session.line_items?.data ?? []).flatMap(({ price, quantity }) =>
        price ? { price, quantity: quantity ?? 1 } : [],
      ),
      card,
      coupon,
    })
  const subscription = card ? whileConfirmed(world, card, begin) : begin()
  const invoice = world.invoices.get(String(subscription.latest_invoice))
  session.status = 'complete'
  session.url = null
  session.subscription = subscription.id
  session.invoice = invoice?.id ?? null
  session.payment_status = invoice && invoice.amount_due > 0 ? 'paid' : 'no_payment_required'
  if (coupon) {
    session.discounts = [{ coupon: coupon.coupon, promotion_code: coupon.promotionCode }]
  }
  session.amount_total = reduced(world, session.amount_subtotal ?? 0, coupon?.coupon ?? null)
  emit(world, 'checkout.session.completed', session)
}

function promotionCodeIn({ discounts }: Stripe.Checkout.Session): string | null {
  const code = discounts?.[0]?.promotion_code
  return typeof code === 'string' ? code : null
}

const refused = (sentence: string): Outcome => ({ outcome: 'refused', sentence })
