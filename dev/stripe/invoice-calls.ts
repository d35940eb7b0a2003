import type Stripe from 'stripe'
import { declined, invalid, missing, notBuilt, StripeFault } from './faults.ts'
import { finalize } from './invoices.ts'
import { idOf, listed } from './lists.ts'
import type { Params } from './params.ts'
import { collect, paymentMethodOf } from './payments.ts'
import { invoiceAfterChange, upcomingInvoice } from './preview.ts'
import { endOf } from './renewals.ts'
import { type Call, paging, type Route } from './routes.ts'
import { isOver } from './subscription-end.ts'
import { itemsAfter } from './subscription-items.ts'
import { subscriptionBy } from './subscriptions.ts'
import type { World } from './world.ts'

const statuses = ['draft', 'open', 'paid', 'uncollectible', 'void'] as const

/** Reading invoices, looking at the next one, and paying one that is open. */
export const invoiceRoutes: Route[] = [
  {
    method: 'GET',
    path: '/v1/invoices',
    params: ['customer', 'subscription', 'status', ...paging],
    handler: (call) => {
      const { world, params } = call
      const customer = params.text('customer')
      const subscription = params.text('subscription')
      const status = params.choice('status', statuses)
      return listed(
        call,
        world.invoices.values(),
        (invoice) =>
          (!customer || invoice.customer === customer) &&
          (!subscription || invoice.parent?.subscription_details?.subscription === subscription) &&
          (!status || invoice.status === status),
      )
    },
  },
  {
    method: 'GET',
    path: '/v1/invoices/:id',
    params: [],
    handler: ({ world, id }) => invoiceBy(world, id),
  },
  {
    method: 'POST',
    path: '/v1/invoices/:id/pay',
    params: ['payment_method'],
    handler: pay,
  },
  {
    method: 'POST',
    path: '/v1/invoices/create_preview',
    params: [
      'customer',
      'subscription',
      'subscription_details.items.*.id',
      'subscription_details.items.*.price',
      'subscription_details.items.*.quantity',
      'subscription_details.items.*.deleted',
      'subscription_details.proration_behavior',
      'subscription_details.proration_date',
    ],
    handler: preview,
  },
]

/** @throws StripeFault */
export function invoiceBy(world: World, id: string): Stripe.Invoice {
  const invoice = world.invoices.get(id)
  if (!invoice) throw missing('invoice', id)
  return invoice
}

function pay({ world, id, params }: Call): Stripe.Invoice {
  const invoice = invoiceBy(world, id)
  if (invoice.status === 'paid') throw invalid('Invoice is already paid')
  const card = params.text('payment_method') ?? paymentMethodOf(world, invoice)
  const known = card === null || world.paymentMethods.get(card)?.customer === invoice.customer
  if (!known) throw missing('PaymentMethod', card, 'payment_method')
  if (invoice.status === 'draft') finalize(world, invoice)
  if (collect(world, invoice, { byHand: true, paymentMethod: card ?? undefined })) return invoice
  if (card === null) {
    throw invalid(
      'There is no default payment method set on this Customer or Subscription. Please provide a payment method.',
      { code: 'resource_missing' },
    )
  }
  if (world.cards.get(card) !== 'asks') throw declined()
  throw new StripeFault(402, {
    type: 'card_error',
    code: 'invoice_payment_intent_requires_action',
    message:
      'This payment requires additional user action before it can be completed successfully.',
  })
}

function preview({ world, params }: Call): Stripe.Invoice {
  if (!params.has('subscription')) throw notBuilt('previews without a subscription')
  const subscription = subscriptionBy(world, params.required('subscription'), 'subscription')
  const customer = params.text('customer')
  if (customer && customer !== subscription.customer) {
    throw missing('subscription', subscription.id, 'subscription')
  }
  const under = params.under('subscription_details')
  if (isOver(subscription) || (endOf(subscription) !== null && !under.has('items'))) {
    throw new StripeFault(404, {
      type: 'invalid_request_error',
      code: 'invoice_upcoming_none',
      message: `No upcoming invoices for customer: ${idOf(subscription.customer)}`,
    })
  }
  if (!under.has('items')) return upcomingInvoice(world, subscription)
  return changed(world, subscription, under)
}

function changed(world: World, subscription: Stripe.Subscription, params: Params) {
  const words = ['create_prorations', 'always_invoice', 'none'] as const
  return invoiceAfterChange(
    world,
    subscription,
    itemsAfter(world, subscription, params.each('items')),
    params.choice('proration_behavior', words) ?? 'create_prorations',
    params.integer('proration_date'),
  )
}
