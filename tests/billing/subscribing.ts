import { sql } from 'drizzle-orm'
import type Stripe from 'stripe'
import { eventJob } from '~/billing/events.server'
import { stripe } from '~/billing/stripe.server'
import type { StripeStandIn } from '../../dev/stripe/start.ts'
import { asOwner } from '../support/database'

/** An organization in the database, and its customer at Stripe; whether the first knows the second is said. */
export async function customerOf(id: string, { known = true } = {}): Promise<string> {
  await asOwner(sql`insert into organization (id, name, slug, created_at)
    values (${id}, ${id}, ${id}, now()) on conflict do nothing`)
  const metadata = { organizationId: id, customerType: 'organization' }
  const customer = await stripe.customers.create({ name: id, metadata })
  if (known) {
    await asOwner(sql`update organization set stripe_customer_id = ${customer.id} where id = ${id}`)
  }
  return customer.id
}

type Order = {
  price?: string
  seats?: number
  trialDays?: number
  card?: string
  metadata?: Record<string, string>
}

/** Subscribes at Stripe, through its payment page; a trial without a card, which ends with it. */
export async function subscribe(
  { hands }: StripeStandIn,
  customer: string,
  { price = 'team_month', seats = 3, trialDays, card = '4242424242424242', metadata }: Order = {},
): Promise<Stripe.Subscription> {
  const page = await stripe.checkout.sessions.create({
    mode: 'subscription',
    customer,
    line_items: [{ price: await priceOf(price), quantity: seats }],
    success_url: 'http://localhost:3000/done',
    payment_method_collection: 'if_required',
    subscription_data: {
      metadata,
      trial_period_days: trialDays,
      trial_settings: trialDays
        ? { end_behavior: { missing_payment_method: 'cancel' } }
        : undefined,
    },
  })
  const paid = hands.pay(page.id, trialDays ? undefined : card)
  if (paid.outcome !== 'complete') throw new Error(`The payment page says ${paid.outcome}.`)
  return stripe.subscriptions.retrieve(String(paid.session.subscription))
}

/** The id of the price on sale under a lookup key, or the same where it is an id already. */
export async function priceOf(key: string): Promise<string> {
  const { data } = await stripe.prices.list({ lookup_keys: [key], active: true })
  return data[0]?.id ?? key
}

/** Sets what a subscription costs and for how many. */
export async function change(
  { id, items }: Stripe.Subscription,
  { price = 'team_month', seats = 3 }: Pick<Order, 'price' | 'seats'>,
): Promise<void> {
  await stripe.subscriptions.update(id, {
    items: [{ id: items.data[0]?.id, price: await priceOf(price), quantity: seats }],
    proration_behavior: 'none',
  })
}

/** The subscriptions that stand here. */
export const rows = (organization = 'acme') =>
  asOwner(sql`select id, plan, status, seats, billing_interval as interval,
      stripe_subscription_id as stripe from subscription
    where reference_id = ${organization} order by stripe_subscription_id`)

/** What the audit log says of an organization's plan, oldest first. */
export async function lines(organization = 'acme'): Promise<Record<string, unknown>[]> {
  const found = await asOwner(sql`select action, actor_name as who, details -> 'because' as because
    from audit where organization_id = ${organization} and action like 'subscription.%' order by id`)
  return found.map(({ action, who, because }) => ({
    action: String(action).replace('subscription.', ''),
    ...(who ? { who } : {}),
    because,
  }))
}

/** The events that were stored, in the order they happened. */
export const inbox = () =>
  asOwner(sql`select id, type, state, reason, deliveries, attempts from stripe_event
    order by created_at, received_at`)

/** Works what waits, in this order, as a worker would at its first try. */
export async function workInbox(order: 'as it came' | 'backwards' = 'as it came'): Promise<void> {
  const waiting = await asOwner(sql`select id from stripe_event where state = 'waiting'
    order by received_at, id`)
  if (order === 'backwards') waiting.reverse()
  for (const { id } of waiting) await workEvent(String(id))
}

export function workEvent(eventId: string, attempt = 1, again = false): Promise<void> {
  return eventJob.work({ eventId, again }, { id: crypto.randomUUID(), attempt })
}
