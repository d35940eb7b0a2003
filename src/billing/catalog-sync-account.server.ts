import type Stripe from 'stripe'
import { pricesOf } from './catalog-sync.server'
import { collect } from './collect'
import { concerns } from './concerns'

const conditions = ['decreasing_item_amount', 'shortening_interval'] as const

/**
 * Compares the settings of Stripe's customer portal with what the billing page relies on: invoices, payment methods,
 * cancelling at the end of the period, and changes that are paid at once, or come at the end where they are smaller.
 * After the prices, which it names.
 * @returns a line for each difference; undefined where the account has no settings yet, which only its owner can save
 */
export async function syncPortal(
  stripe: Stripe,
  { write }: { write: boolean },
): Promise<string[] | undefined> {
  const expand = ['data.features.subscription_update.products']
  const { data } = await stripe.billingPortal.configurations.list({ is_default: true, expand })
  const [standing] = data
  if (!standing) return undefined
  const products = await pricesOf(stripe)
  const lines = differences(standing.features, products)
  if (write && lines.length > 0) {
    await stripe.billingPortal.configurations.update(standing.id, { features: wanted(products) })
  }
  return lines
}

type Products = { product: string; prices: string[] }[]

function wanted(products: Products): Stripe.BillingPortal.ConfigurationUpdateParams.Features {
  return {
    invoice_history: { enabled: true },
    payment_method_update: { enabled: true },
    subscription_cancel: { enabled: true, mode: 'at_period_end' },
    subscription_update: {
      enabled: true,
      default_allowed_updates: ['price', 'quantity'],
      proration_behavior: 'always_invoice',
      schedule_at_period_end: { conditions: conditions.map((type) => ({ type })) },
      trial_update_behavior: 'continue_trial',
      // Seats follow the members; nobody chooses their number there.
      products: products.map((each) => ({ ...each, adjustable_quantity: { enabled: false } })),
    },
  }
}

function differences(
  {
    invoice_history: invoices,
    payment_method_update: methods,
    subscription_cancel: cancel,
    subscription_update: update,
  }: Stripe.BillingPortal.Configuration.Features,
  products: Products,
): string[] {
  const allowed = new Set<string>(update.default_allowed_updates)
  const later = new Set<string>(update.schedule_at_period_end.conditions.map(({ type }) => type))
  return [
    invoices.enabled || 'Portal: invoices are shown',
    methods.enabled || 'Portal: payment methods can be changed',
    (cancel.enabled && cancel.mode === 'at_period_end') ||
      'Portal: cancelling takes effect at the end of the period',
    (update.enabled && allowed.has('price') && allowed.has('quantity')) ||
      'Portal: a change of plan can be confirmed',
    update.proration_behavior === 'always_invoice' || 'Portal: what a change costs is paid at once',
    conditions.every((each) => later.has(each)) ||
      'Portal: smaller plans, and paying by the month, come at the end of the period',
    update.trial_update_behavior === 'continue_trial' || 'Portal: a change does not end a trial',
    isSame(update.products ?? [], products) ||
      'Portal: the plans can be changed between, and nobody chooses the number of seats',
  ].filter((line) => typeof line === 'string')
}

function isSame(
  standing: Stripe.BillingPortal.Configuration.Features.SubscriptionUpdate.Product[],
  products: Products,
): boolean {
  const inWords = (each: { product: string; prices: string[] }) =>
    `${each.product} ${[...each.prices].sort()}`
  return (
    standing.every(({ adjustable_quantity: quantity }) => !quantity.enabled) &&
    JSON.stringify(standing.map(inWords).sort()) === JSON.stringify(products.map(inWords).sort())
  )
}

/** Which events the webhook endpoint at this address does not get; all of them where there is none. */
export async function missingEvents(
  stripe: Stripe,
  url: string,
): Promise<{ exists: boolean; events: string[] }> {
  const all = await collect(stripe.webhookEndpoints.list({ limit: 100 }))
  const here = all.filter((each) => each.url === url && each.status === 'enabled')
  const heard = new Set(here.flatMap(({ enabled_events: events }) => events))
  const events = heard.has('*') ? [] : concerns.filter((each) => !heard.has(each))
  return { exists: here.length > 0, events }
}

/** Makes the webhook endpoint. Its signing secret is told this once. */
export async function makeEndpoint(stripe: Stripe, url: string): Promise<string> {
  const made = await stripe.webhookEndpoints.create({ url, enabled_events: [...concerns] })
  return made.secret ?? ''
}
