import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import { subscription } from '~/db/schema'
import { type Tenant, withTenant } from '~/db/tenant'
import { planById } from './catalog'
import { boughtWith } from './facts'
import { answering, patience } from './invoices.server'
import { billingOn, stripe } from './stripe.server'

/** What one more member costs; amounts in the currency's smallest units. */
export type SeatPreview = NonNullable<Awaited<ReturnType<typeof nextInvoiceWith>>>

/**
 * The next invoice as it stands, and as it would be with so many seats. Null where the plan is not paid by the member,
 * or ends before another invoice.
 * @throws Refusal unavailable when Stripe does not answer
 */
export async function nextInvoiceWith(scope: Tenant, seats: number) {
  const paid = billingOn ? await findPaid(scope) : undefined
  if (!paid || planById(paid.plan)?.seats !== 'per-member' || paid.ends) return null
  return answering(preview(paid, seats))
}

type Paid = { id: string; customer: string }

async function preview({ id, customer }: Paid, seats: number) {
  const { items } = await stripe.subscriptions.retrieve(id, undefined, patience)
  const item = items.data.find(({ price }) => boughtWith(price))
  if (!item) return null
  const [before, after] = await Promise.all([
    stripe.invoices.createPreview({ customer, subscription: id }, patience),
    stripe.invoices.createPreview(
      {
        customer,
        subscription: id,
        subscription_details: {
          items: [{ id: item.id, quantity: seats }],
          proration_behavior: 'create_prorations',
        },
      },
      patience,
    ),
  ])
  return {
    currency: after.currency,
    interval: boughtWith(item.price)?.billingInterval ?? 'month',
    /** What one seat costs in an interval. */
    each: item.price.unit_amount ?? 0,
    /** The next invoice as it stands. */
    before: before.amount_due,
    /** And with so many seats. */
    after: after.amount_due,
  }
}

async function findPaid(scope: Tenant) {
  const live = inArray(subscription.status, ['trialing', 'active', 'past_due'])
  const [row] = await withTenant(scope, (tx) =>
    tx
      .select()
      .from(subscription)
      .where(
        and(
          eq(subscription.referenceId, scope.organization.id),
          live,
          isNotNull(subscription.stripeSubscriptionId),
          isNotNull(subscription.stripeCustomerId),
        ),
      )
      .limit(1),
  )
  if (!row?.stripeSubscriptionId || !row.stripeCustomerId) return undefined
  const ends = row.cancelAtPeriodEnd === true || row.cancelAt !== null
  return { id: row.stripeSubscriptionId, customer: row.stripeCustomerId, plan: row.plan, ends }
}
