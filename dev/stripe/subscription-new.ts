import type Stripe from 'stripe'
import { invoiceNow } from './invoices.ts'
import { decimal } from './money.ts'
import { day, periodEnd } from './periods.ts'
import { redeem } from './promotions.ts'
import { emit, newId, nowIn, type Order, type World } from './world.ts'

export type Wanted = Partial<Order> & {
  customer: string
  items: readonly { price: Stripe.Price; quantity: number }[]
  card?: string | null
  coupon?: { coupon: string; promotionCode: string | null } | null
}

/**
 * Begins a subscription as a completed checkout does: with its first invoice, which is tried at once. Without a trial
 * it is `incomplete` until that one is paid.
 */
export function beginSubscription(world: World, wanted: Wanted): Stripe.Subscription {
  const subscription = newSubscription(world, wanted)
  world.subscriptions.set(subscription.id, subscription)
  if (wanted.coupon) redeem(world, subscription, wanted.coupon)
  emit(world, 'customer.subscription.created', subscription)
  invoiceNow(world, subscription, 'subscription_create')
  return subscription
}

function newSubscription(world: World, wanted: Wanted): Stripe.Subscription {
  const now = nowIn(world)
  const id = newId('sub')
  const { trialDays = null, metadata = {}, missingPaymentMethod = 'create_invoice' } = wanted
  const trialEnd = trialDays === null ? null : now + trialDays * day
  const items = wanted.items.map(({ price, quantity }) =>
    newItem(world, { price, quantity, subscription: id, anchor: trialEnd ?? now, trialEnd }),
  )
  return {
    ...plain(),
    id,
    object: 'subscription',
    billing_cycle_anchor: trialEnd ?? now,
    created: now,
    currency: wanted.items[0]?.price.currency ?? 'eur',
    customer: wanted.customer,
    default_payment_method: wanted.card ?? null,
    items: {
      object: 'list',
      data: items,
      has_more: false,
      url: `/v1/subscription_items?subscription=${id}`,
    },
    metadata,
    start_date: now,
    status: trialEnd === null ? 'incomplete' : 'trialing',
    trial_end: trialEnd,
    trial_settings: { end_behavior: { missing_payment_method: missingPaymentMethod } },
    trial_start: trialEnd === null ? null : now,
  }
}

type WantedItem = {
  price: Stripe.Price
  quantity: number
  subscription: string
  /** From where its periods are counted. */
  anchor: number
  /** While it is tried, the trial is its period. */
  trialEnd: number | null
}

/** An item whose first period begins now. */
export function newItem(world: World, wanted: WantedItem): Stripe.SubscriptionItem {
  const { price, quantity, subscription, anchor, trialEnd } = wanted
  const now = nowIn(world)
  const recurring = price.recurring ?? { interval: 'month', interval_count: 1 }
  return {
    id: newId('si'),
    object: 'subscription_item',
    billing_thresholds: null,
    created: now,
    current_period_end: trialEnd ?? periodEnd(anchor, now, recurring),
    current_period_start: now,
    discounts: [],
    metadata: {},
    plan: planOf(price),
    price: structuredClone(price),
    quantity,
    subscription,
    tax_rates: [],
  }
}

/** The older name of a price, which every item still carries. */
export function planOf(price: Stripe.Price): Stripe.Plan {
  return {
    id: price.id,
    object: 'plan',
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount === null ? null : decimal(price.unit_amount),
    billing_scheme: 'per_unit',
    created: price.created,
    currency: price.currency,
    interval: price.recurring?.interval ?? 'month',
    interval_count: price.recurring?.interval_count ?? 1,
    livemode: false,
    metadata: price.metadata,
    meter: null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  }
}

/** What is the same for every subscription that begins. */
function plain() {
  return {
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: null, type: 'classic' },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: 'charge_automatically',
    customer_account: null,
    days_until_due: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    latest_invoice: null,
    livemode: false,
    managed_payments: null,
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: 'off',
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    test_clock: null,
    transfer_data: null,
  } satisfies Partial<Stripe.Subscription>
}
