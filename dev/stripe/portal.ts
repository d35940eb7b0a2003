import type Stripe from 'stripe'
import { invalid, missing } from './faults.ts'
import type { Params } from './params.ts'
import type { Call, Route } from './routes.ts'
import { newId, nowIn, type World } from './world.ts'

type Flow = Stripe.BillingPortal.Session.Flow

/** Sessions of the customer portal: the home page, cancelling, and confirming a change that the app proposes. */
export const portalRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/billing_portal/sessions',
    params: [
      'customer',
      'return_url',
      'locale',
      'flow_data.type',
      'flow_data.after_completion.type',
      'flow_data.after_completion.redirect.return_url',
      'flow_data.after_completion.hosted_confirmation.custom_message',
      'flow_data.subscription_cancel.subscription',
      'flow_data.subscription_update_confirm.subscription',
      'flow_data.subscription_update_confirm.items.*.id',
      'flow_data.subscription_update_confirm.items.*.price',
      'flow_data.subscription_update_confirm.items.*.quantity',
    ],
    handler: open,
  },
]

const pageOf: Record<string, string> = {
  subscription_cancel: '/cancel',
  subscription_update_confirm: '/confirm',
  payment_method_update: '/card',
}

function open({ world, params }: Call): Stripe.BillingPortal.Session {
  const customer = params.required('customer')
  const known = world.customers.get(customer)
  if (!known || known.deleted) throw missing('customer', customer, 'customer')
  const flow = params.has('flow_data') ? flowOf(world, customer, params.under('flow_data')) : null
  const id = newId('bps')
  const session: Stripe.BillingPortal.Session = {
    id,
    object: 'billing_portal.session',
    configuration: 'bpc_stand_in',
    created: nowIn(world),
    customer,
    customer_account: null,
    flow,
    livemode: false,
    locale: params.text('locale') ?? null,
    on_behalf_of: null,
    return_url: params.text('return_url') ?? null,
    url: `${world.url}/portal/${id}${pageOf[flow?.type ?? ''] ?? ''}`,
  }
  world.portals.set(id, session)
  return session
}

const kinds = [
  'payment_method_update',
  'subscription_cancel',
  'subscription_update_confirm',
] as const

function flowOf(world: World, customer: string, params: Params): Flow {
  params.required('type')
  const type = params.choice('type', kinds)
  return {
    type: type ?? 'subscription_cancel',
    after_completion: afterwards(params.under('after_completion')),
    customer_update: null,
    subscription_cancel:
      type === 'subscription_cancel' ? cancelling(world, customer, params) : null,
    subscription_update: null,
    subscription_update_confirm:
      type === 'subscription_update_confirm' ? confirming(world, customer, params) : null,
  }
}

function afterwards(params: Params): Stripe.BillingPortal.Session.Flow.AfterCompletion {
  const type = params.choice('type', ['redirect', 'hosted_confirmation', 'portal_homepage'])
  const message = params.under('hosted_confirmation').text('custom_message')
  return {
    type: type ?? 'portal_homepage',
    redirect:
      type === 'redirect' ? { return_url: params.under('redirect').required('return_url') } : null,
    hosted_confirmation:
      type === 'hosted_confirmation' ? { custom_message: message ?? null } : null,
  }
}

function cancelling(
  world: World,
  customer: string,
  params: Params,
): Stripe.BillingPortal.Session.Flow.SubscriptionCancel {
  const under = params.under('subscription_cancel')
  const subscription = running(world, customer, under)
  if (subscription.cancel_at_period_end || subscription.cancel_at !== null) {
    throw invalid(
      `The subscription \`${subscription.id}\` is already set to be canceled at period end.`,
      { param: under.called('subscription') },
    )
  }
  return { retention: null, subscription: subscription.id }
}

function confirming(
  world: World,
  customer: string,
  params: Params,
): Stripe.BillingPortal.Session.Flow.SubscriptionUpdateConfirm {
  const under = params.under('subscription_update_confirm')
  const subscription = running(world, customer, under)
  const param = under.called('items')
  const [standing, ...others] = subscription.items.data
  if (!standing || others.length > 0) {
    const message = `The subscription \`${subscription.id}\` cannot be updated because it contains multiple subscription items.`
    throw invalid(message, { param })
  }
  const [wanted, ...more] = under.each('items')
  if (!wanted || more.length > 0) throw invalid('You must pass in exactly one item.', { param })
  const id = wanted.required('id')
  if (id !== standing.id) throw missing('subscription_item', id, wanted.called('id'))
  const price = wanted.text('price') ?? standing.price.id
  if (!world.prices.get(price)?.active) throw missing('price', price, wanted.called('price'))
  const quantity = wanted.integer('quantity', 1) ?? standing.quantity
  return { discounts: null, items: [{ id, price, quantity }], subscription: subscription.id }
}

/** The customer's own subscription that has not ended. */
function running(world: World, customer: string, params: Params): Stripe.Subscription {
  const id = params.required('subscription')
  const subscription = world.subscriptions.get(id)
  const theirs = subscription?.customer === customer
  if (!subscription || !theirs) throw missing('subscription', id, params.called('subscription'))
  if (['canceled', 'incomplete', 'incomplete_expired'].includes(subscription.status)) {
    throw invalid(`The subscription \`${id}\` is ${subscription.status}, and cannot be changed.`, {
      param: params.called('subscription'),
    })
  }
  return subscription
}
