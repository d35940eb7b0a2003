import type Stripe from 'stripe'
import { missing } from './faults.ts'
import { invoiceNow } from './invoices.ts'
import { listed } from './lists.ts'
import type { Params } from './params.ts'
import { prorate } from './proration.ts'
import { type Call, paging, type Route } from './routes.ts'
import { endSubscription, isOver } from './subscription-end.ts'
import { detailsIn, updateParams, updateSubscription } from './subscription-update.ts'
import { nowIn, type World } from './world.ts'

/** @param param the parameter that named it; without one it stood in the address */
export function subscriptionBy(world: World, id: string, param?: string): Stripe.Subscription {
  const subscription = world.subscriptions.get(id)
  if (!subscription) throw missing('subscription', id, param)
  return subscription
}

const statuses = [
  'active',
  'past_due',
  'unpaid',
  'canceled',
  'incomplete',
  'incomplete_expired',
  'trialing',
  'paused',
  'all',
  'ended',
] as const

function list(call: Call): Stripe.ApiList<Stripe.Subscription> {
  const { world, params } = call
  const customer = params.text('customer')
  if (customer && !world.customers.has(customer)) throw missing('customer', customer, 'customer')
  const price = params.text('price')
  const wanted = params.choice('status', statuses)
  const fits = (subscription: Stripe.Subscription) =>
    (!customer || subscription.customer === customer) &&
    (!price || subscription.items.data.some((item) => item.price.id === price)) &&
    hasStatus(subscription, wanted)
  return listed(call, world.subscriptions.values(), fits)
}

/** Without a word for it, what was canceled is left out. */
function hasStatus(
  subscription: Stripe.Subscription,
  wanted: (typeof statuses)[number] | undefined,
): boolean {
  if (wanted === undefined) return subscription.status !== 'canceled'
  if (wanted === 'all') return true
  return wanted === 'ended' ? isOver(subscription) : subscription.status === wanted
}

/**
 * Ends a subscription now. Unused time is given back only if that is asked for: on the next invoice, or on one that
 * is made at once.
 */
export function cancelNow(world: World, subscription: Stripe.Subscription, params: Params): void {
  if (params.flag('prorate') && subscription.status === 'active') {
    const { items } = subscription
    subscription.items = { ...items, data: [] }
    prorate(world, subscription, items.data, nowIn(world))
    subscription.items = items
  }
  if (params.flag('invoice_now')) invoiceNow(world, subscription, 'subscription_update')
  subscription.cancellation_details = { ...detailsIn(params), reason: 'cancellation_requested' }
  subscription.cancel_at_period_end = false
  endSubscription(world, subscription, 'cancellation_requested')
}

export const subscriptionRoutes: Route[] = [
  {
    method: 'GET',
    path: '/v1/subscriptions',
    params: ['customer', 'price', 'status', ...paging],
    handler: list,
  },
  {
    method: 'GET',
    path: '/v1/subscriptions/:id',
    params: [],
    handler: ({ world, id }) => subscriptionBy(world, id),
  },
  {
    method: 'POST',
    path: '/v1/subscriptions/:id',
    params: updateParams,
    handler: ({ world, id, params }) => {
      const subscription = subscriptionBy(world, id)
      updateSubscription(world, subscription, params)
      return subscription
    },
  },
  {
    method: 'DELETE',
    path: '/v1/subscriptions/:id',
    params: [
      'prorate',
      'invoice_now',
      'cancellation_details.comment',
      'cancellation_details.feedback',
    ],
    handler: ({ world, id, params }) => {
      const subscription = subscriptionBy(world, id)
      if (isOver(subscription)) throw missing('subscription', id)
      cancelNow(world, subscription, params)
      return subscription
    },
  },
]
