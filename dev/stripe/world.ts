import { randomBytes } from 'node:crypto'
import type Stripe from 'stripe'

/** Everything the stand-in knows, as plain data: it can be kept in a file, compared, and begun anew. */
export type World = {
  /** Seconds by which its clock is ahead of this machine's. */
  ahead: number
  products: Map<string, Stripe.Product>
  prices: Map<string, Stripe.Price>
  coupons: Map<string, Stripe.Coupon>
  promotionCodes: Map<string, Stripe.PromotionCode>
  customers: Map<string, Stripe.Customer | Stripe.DeletedCustomer>
  paymentMethods: Map<string, Stripe.PaymentMethod>
  /** How the card behind a payment method behaves when it is charged. */
  cards: Map<string, CardBehaviour>
  checkouts: Map<string, Stripe.Checkout.Session>
  subscriptions: Map<string, Stripe.Subscription>
  schedules: Map<string, Stripe.SubscriptionSchedule>
  invoices: Map<string, Stripe.Invoice>
  /** Lines that wait for the next invoice: prorations. */
  invoiceItems: Map<string, Stripe.InvoiceItem>
  portals: Map<string, Stripe.BillingPortal.Session>
  events: Map<string, Stripe.Event>
  /** What was answered for an idempotency key, and to what. */
  answered: Map<string, { request: string; status: number; body: string }>
}

/** `asks`: the bank wants the payer to confirm; nobody there to do it means no payment. */
export type CardBehaviour = 'pays' | 'declines' | 'asks'

export function newWorld(): World {
  return {
    ahead: 0,
    products: new Map(),
    prices: new Map(),
    coupons: new Map(),
    promotionCodes: new Map(),
    customers: new Map(),
    paymentMethods: new Map(),
    cards: new Map(),
    checkouts: new Map(),
    subscriptions: new Map(),
    schedules: new Map(),
    invoices: new Map(),
    invoiceItems: new Map(),
    portals: new Map(),
    events: new Map(),
    answered: new Map(),
  }
}

/** Now by the stand-in's clock, in Unix seconds as Stripe counts. */
export function nowIn(world: World): number {
  return Math.floor(Date.now() / 1_000) + world.ahead
}

/** An id as Stripe makes them: `sub_` and 24 letters or digits. */
export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(24).toString('base64url').replace(/[-_]/g, '0').slice(0, 24)}`
}

type Listener = (event: Stripe.Event) => void
const listeners = new WeakMap<World, Listener>()

/** Hears of every event as it happens. */
export function listen(world: World, listener: Listener): void {
  listeners.set(world, listener)
}

/**
 * Records that something happened to an object, as it is now, and tells the listener.
 * @param before what the changed fields were, where the event is of the kind `….updated`
 */
export function emit(
  world: World,
  type: Stripe.Event.Type,
  object: object,
  before?: Record<string, unknown>,
): void {
  const data = { object: structuredClone(object), ...(before && { previous_attributes: before }) }
  const event = {
    id: newId('evt'),
    object: 'event',
    api_version: '2026-08-26.dahlia',
    created: nowIn(world),
    data,
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
    // Stripe.Event is a union of hundreds of kinds that no type narrows by a variable.
  } as unknown as Stripe.Event
  world.events.set(event.id, event)
  listeners.get(world)?.(event)
}
