import type Stripe from 'stripe'
import type { Interval, PlanId } from './catalog'
import { collect } from './collect'
import { boughtWith, idOf, inWords, moment } from './facts'
import { stripe } from './stripe.server'

/** A customer as Stripe tells it now. */
export type AtStripe = {
  /** Whether it was deleted there, and every subscription with it. */
  deleted: boolean
  /** The organization that it was made for, by its own word. */
  organizationId: string | undefined
  /** All it ever had, with `latest_invoice` and `default_payment_method` expanded. */
  subscriptions: Stripe.Subscription[]
  paymentMethod: string | null
  /** Since when the oldest unpaid invoice is owed; null where none is, undefined where Stripe does not say. */
  pastDueSince: Date | null | undefined
  /** What its subscription turns into at the end of the period. */
  next: { plan: PlanId; billingInterval: Interval } | null
}

const late = ['past_due', 'unpaid']

/** Whether it will never come to life again. */
export function isOver({ status }: Stripe.Subscription): boolean {
  return status === 'canceled' || status === 'incomplete_expired'
}

/** Asks Stripe everything that is kept of a customer. Throws what the SDK throws. */
export async function askStripe(customerId: string): Promise<AtStripe> {
  const customer = await stripe.customers.retrieve(customerId)
  if (customer.deleted) return gone
  const subscriptions = await allSubscriptions(customerId)
  const live = subscriptions.filter((each) => each.status !== 'incomplete' && !isOver(each))
  const unpaid = live.filter(({ status }) => late.includes(status))
  return {
    deleted: false,
    organizationId: customer.metadata.organizationId,
    subscriptions,
    paymentMethod: await paymentMethodOf(customer, live),
    pastDueSince: unpaid.length > 0 ? await oldestUnpaid(customerId, unpaid) : notPaidYet(live),
    next: await nextOf(live),
  }
}

const gone: AtStripe = {
  deleted: true,
  organizationId: undefined,
  subscriptions: [],
  paymentMethod: null,
  pastDueSince: null,
  next: null,
}

function allSubscriptions(customer: string): Promise<Stripe.Subscription[]> {
  const expand = ['data.default_payment_method', 'data.latest_invoice']
  return collect(stripe.subscriptions.list({ customer, status: 'all', limit: 100, expand }))
}

/** A subscription's own comes before the customer's. */
async function paymentMethodOf(
  { invoice_settings: { default_payment_method: general } }: Stripe.Customer,
  live: Stripe.Subscription[],
): Promise<string | null> {
  const own = live.map(({ default_payment_method: method }) => method).find(Boolean) ?? general
  if (!own) return null
  return inWords(typeof own === 'object' ? own : await stripe.paymentMethods.retrieve(own))
}

async function oldestUnpaid(
  customer: string,
  unpaid: Stripe.Subscription[],
): Promise<Date | undefined> {
  const ids = new Set(unpaid.map(({ id }) => id))
  const open = await collect(stripe.invoices.list({ customer, status: 'open', limit: 100 }))
  const due = open.flatMap(({ attempt_count, parent, status_transitions: at, created }) => {
    const subscription = parent?.subscription_details?.subscription
    const tried = attempt_count > 0 && subscription && ids.has(idOf(subscription))
    return tried ? (at.finalized_at ?? created) : []
  })
  return due.length > 0 ? (moment(Math.min(...due)) ?? undefined) : undefined
}

/** A new period is "active" before it is paid: Stripe asks for the money an hour later. */
function notPaidYet(live: Stripe.Subscription[]): Date | null {
  const owed = live.flatMap(({ status, latest_invoice: invoice }) => {
    const known = status === 'active' && typeof invoice === 'object' ? invoice : null
    const isOwed = known && ['draft', 'open'].includes(known.status ?? '') && known.amount_due > 0
    return isOwed ? known.created : []
  })
  return owed.length > 0 ? moment(Math.min(...owed)) : null
}

async function nextOf(live: Stripe.Subscription[]): Promise<AtStripe['next']> {
  const id = live.map(({ schedule }) => schedule).find((schedule) => schedule !== null)
  if (!id) return null
  const {
    status,
    current_phase: now,
    phases,
  } = await stripe.subscriptionSchedules.retrieve(idOf(id))
  const next = now && phases.find(({ start_date: start }) => start >= now.end_date)
  const price = next?.items[0]?.price
  if (status !== 'active' || !price) return null
  if (typeof price === 'object' && price.deleted) return null
  const whole = typeof price === 'object' ? price : await stripe.prices.retrieve(price)
  return boughtWith(whole) ?? null
}
