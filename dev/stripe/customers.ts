import type Stripe from 'stripe'
import { changing } from './changes.ts'
import { missing } from './faults.ts'
import { listed } from './lists.ts'
import type { Params } from './params.ts'
import { paging, type Route } from './routes.ts'
import { customerSearch } from './search.ts'
import { endSubscription, isOver } from './subscription-end.ts'
import { emit, newId, nowIn, type World } from './world.ts'

const told = [
  'email',
  'name',
  'phone',
  'description',
  'metadata.*',
  'invoice_settings.default_payment_method',
] as const

/**
 * A customer who was not deleted.
 * @param param the parameter that named it; without one it stood in the address
 */
export function customerBy(world: World, id: string, param?: string): Stripe.Customer {
  const customer = world.customers.get(id)
  if (!customer || customer.deleted) throw missing('customer', id, param)
  return customer
}

/** Those who were not deleted, in the order in which they came. */
function customersOf(world: World): Stripe.Customer[] {
  return [...world.customers.values()].flatMap((each) => (each.deleted ? [] : each))
}

/** What a request says about a customer, written into it. */
function write(world: World, customer: Stripe.Customer, params: Params): void {
  for (const field of ['email', 'name', 'phone', 'description'] as const) {
    const value = params.clearable(field)
    if (value !== undefined) customer[field] = value
  }
  customer.metadata = params.metadata(customer.metadata)
  const card = params.under('invoice_settings').clearable('default_payment_method')
  if (card === undefined) return
  if (card && world.paymentMethods.get(card)?.customer !== customer.id) {
    throw missing('PaymentMethod', card, 'invoice_settings[default_payment_method]')
  }
  customer.invoice_settings.default_payment_method = card
}

function newCustomer(world: World): Stripe.Customer {
  return {
    id: newId('cus'),
    object: 'customer',
    address: null,
    balance: 0,
    created: nowIn(world),
    currency: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: newId('').slice(1, 9).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  }
}

/** Deletes a customer: what it subscribed to ends at once, and of the rest only the id is known. */
export function deleteCustomer(world: World, customer: Stripe.Customer): Stripe.DeletedCustomer {
  for (const subscription of world.subscriptions.values()) {
    if (subscription.customer === customer.id && !isOver(subscription)) {
      endSubscription(world, subscription, 'cancellation_requested')
    }
  }
  const deleted: Stripe.DeletedCustomer = { id: customer.id, object: 'customer', deleted: true }
  world.customers.set(customer.id, deleted)
  emit(world, 'customer.deleted', customer)
  return deleted
}

export const customerRoutes: Route[] = [
  {
    method: 'POST',
    path: '/v1/customers',
    params: told,
    handler: ({ world, params }) => {
      const customer = newCustomer(world)
      write(world, customer, params)
      world.customers.set(customer.id, customer)
      emit(world, 'customer.created', customer)
      return customer
    },
  },
  {
    method: 'GET',
    path: '/v1/customers',
    params: ['email', ...paging],
    handler: (call) => {
      const email = call.params.text('email')
      const all = customersOf(call.world)
      return listed(call, all, (each) => !email || each.email === email)
    },
  },
  {
    method: 'GET',
    path: '/v1/customers/search',
    params: ['query', 'limit'],
    handler: (call) => {
      const fits = customerSearch(call.params.required('query'))
      const { data, has_more } = listed(call, customersOf(call.world), fits)
      return { object: 'search_result', data, has_more, next_page: null, url: call.path }
    },
  },
  {
    method: 'GET',
    path: '/v1/customers/:id',
    params: [],
    handler: ({ world, id }) => {
      const customer = world.customers.get(id)
      if (!customer) throw missing('customer', id)
      return customer
    },
  },
  {
    method: 'POST',
    path: '/v1/customers/:id',
    params: told,
    handler: ({ world, id, params }) => {
      const customer = customerBy(world, id)
      changing(world, 'customer.updated', customer, () => write(world, customer, params))
      return customer
    },
  },
  {
    method: 'DELETE',
    path: '/v1/customers/:id',
    params: [],
    handler: ({ world, id }) => deleteCustomer(world, customerBy(world, id)),
  },
]
