import type Stripe from 'stripe'
import { invalid } from './faults.ts'
import type { Params } from './params.ts'
import { priceBy } from './prices.ts'
import { newId, nowIn, type World } from './world.ts'

/** The lines that shall be paid for. @throws StripeFault for prices that do not go into one subscription */
export function ordered(world: World, params: Params): Stripe.LineItem[] {
  const lines = params.each('line_items').map((line) => {
    const price = priceBy(world, line.required('price'), line.called('price'))
    if (!price.active) {
      const message = 'The price specified is inactive. This field only accepts active prices.'
      throw invalid(message, { param: line.called('price') })
    }
    const quantity = line.integer('quantity', 1)
    if (quantity === undefined) {
      const param = line.called('quantity')
      throw invalid('Quantity is required.', { code: 'parameter_missing', param })
    }
    return { price, quantity }
  })
  if (!lines.some(({ price }) => price.recurring)) {
    const message =
      'You must provide at least one recurring price in `subscription` mode when using prices.'
    throw invalid(message, { param: 'line_items' })
  }
  refuseMixed(lines.map(({ price }) => price))
  return lines.map(({ price, quantity }) => lineOf(world, price, quantity))
}

/** The prices of one subscription share currency and interval, as far as the stand-in goes. */
export function refuseMixed(prices: readonly Stripe.Price[]): void {
  const kinds = prices.map(({ currency, recurring }) =>
    [currency, recurring?.interval, recurring?.interval_count].join(),
  )
  if (new Set(kinds).size <= 1) return
  throw invalid(
    'All prices on a subscription must have the same currency and `recurring.interval`.',
  )
}

function lineOf(world: World, price: Stripe.Price, quantity: number): Stripe.LineItem {
  const amount = quantity * (price.unit_amount ?? 0)
  return {
    id: newId('li'),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: price.currency,
    description: world.products.get(String(price.product))?.name ?? null,
    metadata: {},
    price: structuredClone(price),
    quantity,
  }
}

type Wanted = {
  customer: Stripe.Customer
  items: Stripe.LineItem[]
  params: Params
  codes: boolean | null
  discounts: Stripe.Checkout.Session.Discount[] | null
  amounts: { subtotal: number; total: number }
  expiresAt: number
}

/** An open payment page. */
export function newSession(world: World, wanted: Wanted): Stripe.Checkout.Session {
  const { customer, items, params, codes, discounts, amounts, expiresAt } = wanted
  const id = newId('cs_test')
  return {
    ...plain(),
    id,
    object: 'checkout.session',
    allow_promotion_codes: codes,
    amount_subtotal: amounts.subtotal,
    amount_total: amounts.total,
    cancel_url: params.text('cancel_url') ?? null,
    client_reference_id: params.text('client_reference_id') ?? null,
    created: nowIn(world),
    currency: items[0]?.currency ?? null,
    customer: customer.id,
    customer_details: {
      address: null,
      business_name: null,
      email: customer.email,
      individual_name: null,
      name: customer.name ?? null,
      phone: null,
      tax_exempt: 'none',
      tax_ids: null,
    },
    discounts,
    expires_at: expiresAt,
    line_items: {
      object: 'list',
      data: items,
      has_more: false,
      url: `/v1/checkout/sessions/${id}/line_items`,
    },
    locale: params.text('locale') ?? null,
    metadata: params.metadata(),
    payment_method_collection:
      params.choice('payment_method_collection', ['always', 'if_required']) ?? 'always',
    success_url: params.required('success_url').replaceAll('{CHECKOUT_SESSION_ID}', id),
    total_details: {
      amount_discount: amounts.subtotal - amounts.total,
      amount_shipping: 0,
      amount_tax: 0,
    },
    url: `${world.url}/pay/${id}`,
  }
}

/** What is the same for every payment page. */
function plain() {
  return {
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer_account: null,
    customer_creation: null,
    customer_email: null,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    managed_payments: null,
    mode: 'subscription',
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ['card'],
    payment_status: 'unpaid',
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: null,
    subscription: null,
    ui_mode: 'hosted_page',
    wallet_options: null,
  } satisfies Partial<Stripe.Checkout.Session>
}
