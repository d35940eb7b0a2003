import app from 'app.config'
import { eq } from 'drizzle-orm'
import type { Database } from '~/db/client'
import { billingAccount, organization, subscription } from '~/db/schema'
import { Refusal } from '~/refusal'
import { rankOf } from './catalog'
import { type Cause, type Reading, readCustomer } from './reading.server'
import type { Standing } from './standing'
import { stripe } from './stripe.server'

type Row = typeof subscription.$inferSelect

export type Bill = Awaited<ReturnType<typeof findBill>>

/** What stands here of an organization's bill, as one who is about to change it needs it. */
export async function findBill(db: Pick<Database, 'select'>, { id }: { id: string }) {
  const [found] = await db
    .select({ customer: organization.stripeCustomerId, account: billingAccount })
    .from(organization)
    .leftJoin(billingAccount, eq(billingAccount.organizationId, organization.id))
    .where(eq(organization.id, id))
  const rows = await db.select().from(subscription).where(eq(subscription.referenceId, id))
  const { nextPlan: plan, nextInterval: interval } = found?.account ?? {}
  return {
    customer: found?.customer ?? null,
    /** What can be changed; of several, what is in force. */
    live: largest(rows.filter(({ status }) => ['trialing', 'active'].includes(status))),
    /** Its payment is late: Stripe's page is the way out. */
    late: rows.some(({ status }) => ['past_due', 'unpaid', 'paused'].includes(status)),
    /** Bought, and the payment has not come to an end yet. */
    underWay: rows.some(
      ({ status, stripeSubscriptionId: id }) => id !== null && status === 'incomplete',
    ),
    /** What it turns into at the end of the period. */
    next: plan && interval ? { plan, interval } : null,
  }
}

/**
 * Reads a customer from Stripe before its plan is changed: whoever chose saw what stood here, and decides anew where
 * that was not true any more.
 * @throws Refusal conflict
 */
export async function readBefore(customer: string, cause: Cause): Promise<void> {
  const reading = await readCustomer(customer, cause)
  if (!reading) return
  if (await hasUnknown(reading)) {
    throw new Refusal(
      'conflict',
      `Stripe has a subscription that ${app.name} does not know. Write to ${app.company.supportEmail}.`,
    )
  }
  if (seen(reading.before) !== seen(reading.after)) {
    throw new Refusal(
      'conflict',
      'The plan was changed meanwhile. Look at it once more, then decide.',
    )
  }
}

/** What somebody decides upon. */
function seen({ state, subscribed, interval, ends, next }: Standing): string {
  return JSON.stringify([state, subscribed, interval, ends, next])
}

/** Whether a subscription goes on that belongs to no plan: another one would be paid beside it. */
async function hasUnknown({ unknown }: Reading): Promise<boolean> {
  const over = ['canceled', 'incomplete_expired']
  const found = await Promise.all(unknown.map((id) => stripe.subscriptions.retrieve(id)))
  return found.some(({ status }) => !over.includes(status))
}

function largest(rows: Row[]): Row | undefined {
  return rows.sort((a, b) => rankOf(b.plan) - rankOf(a.plan))[0]
}
