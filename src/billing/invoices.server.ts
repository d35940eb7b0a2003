import { and, eq, inArray } from 'drizzle-orm'
import Stripe from 'stripe'
import { organization, subscription } from '~/db/schema'
import { type Tenant, withTenant } from '~/db/tenant'
import { Refusal } from '~/refusal'
import { requireBilling, stripe } from './stripe.server'
import { refusalOf } from './stripe-errors.server'

/** So many stand on one page. */
const shown = 12

/** Somebody waits for the page: sooner than elsewhere, Stripe counts as not answering. */
export const patience = { timeout: 8_000, maxNetworkRetries: 1 }

/** Stripe's word for a subscription that ends before another invoice. */
const nothingToCome = 'invoice_upcoming_none'

const live = ['trialing', 'active', 'past_due']

export type Money = Awaited<ReturnType<typeof readMoney>>
export type Invoice = Money['invoices'][number]

/**
 * What only Stripe knows of an organization's bill, read there: what is charged next, and the invoices, newest first.
 * Amounts are in the currency's smallest units, moments ISO 8601.
 * @param after the invoice that the list goes on after
 * @throws Refusal unavailable when Stripe does not answer, or nothing can be bought here
 */
export async function readMoney(scope: Tenant, after?: string) {
  requireBilling()
  const { customer, subscriptionId } = await findCustomer(scope)
  if (!customer) return { isCustomer: false, next: null, invoices: [], last: null }
  const [next, page] = await answering(
    Promise.all([
      after ? null : nextCharge(customer, subscriptionId),
      stripe.invoices.list({ customer, limit: shown, starting_after: after }, patience),
    ]),
  )
  const invoices = page.data.filter(({ status }) => status !== 'draft').map(wordsOf)
  return {
    isCustomer: true,
    next,
    invoices,
    /** Where the list goes on; null at its end. */
    last: page.has_more ? (page.data.at(-1)?.id ?? null) : null,
  }
}

/** Who the organization is at Stripe, and what it subscribes to. One statement. */
async function findCustomer(scope: Tenant) {
  const [found] = await withTenant(scope, (tx) =>
    tx
      .select({
        customer: organization.stripeCustomerId,
        subscriptionId: subscription.stripeSubscriptionId,
      })
      .from(organization)
      .leftJoin(
        subscription,
        and(eq(subscription.referenceId, organization.id), inArray(subscription.status, live)),
      )
      .where(eq(organization.id, scope.organization.id))
      .limit(1),
  )
  return found ?? { customer: null, subscriptionId: null }
}

/** The next invoice as it would be; null where none is to come. */
async function nextCharge(customer: string, subscriptionId: string | null) {
  if (!subscriptionId) return null
  try {
    const preview = await stripe.invoices.createPreview(
      { customer, subscription: subscriptionId },
      patience,
    )
    const { amount_due: amount, currency, period_end: at } = preview
    return { amount, currency, at: momentOf(at) }
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError && error.code === nothingToCome) return null
    throw error
  }
}

function wordsOf(invoice: Stripe.Invoice) {
  return {
    id: invoice.id,
    number: invoice.number ?? null,
    at: momentOf(invoice.status_transitions.finalized_at ?? invoice.created),
    amount: invoice.total,
    currency: invoice.currency,
    state: invoice.status,
    page: invoice.hosted_invoice_url ?? null,
    pdf: invoice.invoice_pdf ?? null,
  }
}

/** Whatever Stripe's error is, whoever waits for a page is told that it does not answer. */
export async function answering<Answer>(asked: Promise<Answer>): Promise<Answer> {
  try {
    return await asked
  } catch (error) {
    if (!refusalOf(error)) throw error
    throw new Refusal('unavailable', 'Stripe does not answer right now.')
  }
}

function momentOf(seconds: number): string {
  return new Date(seconds * 1_000).toISOString()
}
