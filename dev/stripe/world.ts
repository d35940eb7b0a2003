import { randomBytes } from 'node:crypto'
import type Stripe from 'stripe'
import { onTheWire } from './wire.ts'

/** Everything the stand-in knows, as plain data: it can be kept in a file, compared, and begun anew. */
export type World = {
  /** Where it is reached: the beginning of its pages' addresses. */
  url: string
  /** Seconds by which its clock is ahead of this machine's. */
  ahead: number
  /** Where its clock stands while something that was due is done; null while it runs. */
  standsAt: number | null
  /** Until when everything that was due has been done. */
  doneUntil: number
  /** A setting of the account: what becomes of a subscription whose last retry failed. */
  afterLastRetry: 'cancel' | 'unpaid'
  products: Map<string, Stripe.Product>
  prices: Map<string, Stripe.Price>
  coupons: Map<string, Stripe.Coupon>
  promotionCodes: Map<string, Stripe.PromotionCode>
  customers: Map<string, Stripe.Customer | Stripe.DeletedCustomer>
  paymentMethods: Map<string, Stripe.PaymentMethod>
  /** How the card behind a payment method behaves when it is charged. */
  cards: Map<string, CardBehaviour>
  /** What a promotion code gives to a subscription. */
  discounts: Map<string, Stripe.Discount>
  checkouts: Map<string, Stripe.Checkout.Session>
  /** What the subscription of a checkout shall be, by the checkout's id. */
  orders: Map<string, Order>
  subscriptions: Map<string, Stripe.Subscription>
  schedules: Map<string, Stripe.SubscriptionSchedule>
  invoices: Map<string, Stripe.Invoice>
  /** Lines that wait for the next invoice: prorations. */
  invoiceItems: Map<string, Stripe.InvoiceItem>
  portals: Map<string, Stripe.BillingPortal.Session>
  portalConfigurations: Map<string, Stripe.BillingPortal.Configuration>
  webhookEndpoints: Map<string, Stripe.WebhookEndpoint>
  events: Map<string, Stripe.Event>
  /** What was answered for an idempotency key, and to what. */
  answered: Map<string, { request: string; status: number; body: string }>
}

/** What Stripe's session object does not say about the subscription that it leads to. */
export type Order = {
  trialDays: number | null
  metadata: Record<string, string>
  missingPaymentMethod: Stripe.Subscription.TrialSettings.EndBehavior.MissingPaymentMethod
}

/** `asks`: the bank wants the payer to confirm; nobody there to do it means no payment. */
export type CardBehaviour = 'pays' | 'declines' | 'asks'

export function newWorld(): World {
  return {
    url: 'http://localhost:4003',
    ahead: 0,
    standsAt: null,
    doneUntil: Math.floor(Date.now() / 1_000),
    afterLastRetry: 'cancel',
    products: new Map(),
    prices: new Map(),
    coupons: new Map(),
    promotionCodes: new Map(),
    customers: new Map(),
    paymentMethods: new Map(),
    cards: new Map(),
    discounts: new Map(),
    checkouts: new Map(),
    orders: new Map(),
    subscriptions: new Map(),
    schedules: new Map(),
    invoices: new Map(),
    invoiceItems: new Map(),
    portals: new Map(),
    portalConfigurations: new Map(),
    webhookEndpoints: new Map(),
    events: new Map(),
    answered: new Map(),
  }
}

/** Now by the stand-in's clock, in Unix seconds as Stripe counts. */
export function nowIn(world: World): number {
  return world.standsAt ?? Math.floor(Date.now() / 1_000) + world.ahead
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
  const data = {
    object: onTheWire(object),
    ...(before && { previous_attributes: onTheWire(before) }),
  }
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
