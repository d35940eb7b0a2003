import type Stripe from 'stripe'
import { idOf } from './lists.ts'
import { newId, nowIn, type World } from './world.ts'

export type Reason = 'subscription_create' | 'subscription_update' | 'subscription_cycle'

/** The subscription that an invoice is for. */
export function subscriptionOf(world: World, invoice: Stripe.Invoice) {
  const reference = invoice.parent?.subscription_details?.subscription
  return reference ? world.subscriptions.get(idOf(reference)) : undefined
}

/** A draft with these lines and no sums yet. */
export function blankInvoice(
  world: World,
  subscription: Stripe.Subscription,
  reason: Reason,
  lines: Stripe.InvoiceLineItem[],
): Stripe.Invoice {
  const now = nowIn(world)
  const id = newId('in')
  const customer = world.customers.get(idOf(subscription.customer))
  const known = customer && !customer.deleted ? customer : undefined
  for (const line of lines) line.invoice = id
  return {
    ...nothing(),
    id,
    object: 'invoice',
    account_country: 'DE',
    account_name: 'Stand-in',
    auto_advance: true,
    billing_reason: reason,
    collection_method: 'charge_automatically',
    created: now,
    currency: subscription.currency,
    customer: idOf(subscription.customer),
    customer_address: known?.address ?? null,
    customer_email: known?.email ?? null,
    customer_name: known?.name ?? null,
    customer_phone: known?.phone ?? null,
    customer_tax_exempt: 'none',
    customer_tax_ids: [],
    hosted_invoice_url: null,
    invoice_pdf: null,
    lines: { object: 'list', data: lines, has_more: false, url: `/v1/invoices/${id}/lines` },
    parent: {
      type: 'subscription_details',
      quote_details: null,
      subscription_details: {
        metadata: { ...subscription.metadata },
        subscription: subscription.id,
      },
    },
    period_end: now,
    period_start: now,
    status: 'draft',
  }
}

function nothing() {
  return {
    account_tax_ids: null,
    amount_due: 0,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: 0,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    automatic_tax: {
      disabled_reason: null,
      enabled: false,
      liability: null,
      provider: null,
      status: null,
    },
    automatically_finalizes_at: null,
    custom_fields: null,
    customer_account: null,
    customer_shipping: null,
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    due_date: null,
    effective_at: null,
    ending_balance: null,
    footer: null,
    from_invoice: null,
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    livemode: false,
    metadata: {},
    next_payment_attempt: null,
    number: null,
    on_behalf_of: null,
    payment_settings: {
      default_mandate: null,
      payment_method_options: null,
      payment_method_types: null,
    },
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: 0,
    statement_descriptor: null,
    status_transitions: {
      finalized_at: null,
      marked_uncollectible_at: null,
      paid_at: null,
      voided_at: null,
    },
    subtotal: 0,
    subtotal_excluding_tax: 0,
    test_clock: null,
    total: 0,
    total_discount_amounts: [],
    total_excluding_tax: 0,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: null,
  }
}
