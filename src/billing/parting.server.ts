import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Transaction } from '~/db/client'
import type { Job } from '~/jobs/job.server'
import { enqueue } from '~/jobs/jobs.server'
import { closePages } from './checkout.server'
import { live } from './standing.server'
import { billingOn, stripe } from './stripe.server'

type Asking = Pick<Transaction, 'execute'>
type Organization = { id: string }

/**
 * Which of these organizations have a subscription that goes on: it is under way, and nobody has cancelled it. As long
 * as it does, its organization is not deleted.
 * @returns their ids
 */
export async function stillPaying(
  database: Asking,
  organizations: readonly Organization[],
): Promise<string[]> {
  if (!billingOn || organizations.length === 0) return []
  const ids = organizations.map(({ id }) => id)
  const { rows } = await database.execute<{ id: string }>(sql`
    select distinct s.reference_id as id from subscription s
    where s.reference_id in ${ids} and s.status in ${live} and s.stripe_subscription_id is not null
      and s.cancel_at is null and s.cancel_at_period_end is not true`)
  return rows.map(({ id }) => id)
}

/** Whether an organization may be deleted as far as its bill goes. */
export async function mayDelete(database: Asking, organization: Organization): Promise<boolean> {
  return (await stillPaying(database, [organization])).length === 0
}

/**
 * Before an organization is deleted: what was cancelled ends now and not at the end of its period, and once `tx` is
 * committed, so does whatever can still be bought on a payment page that is open. Throws what the SDK throws.
 */
export async function endBill({ id }: Organization, { tx }: { tx: Transaction }): Promise<void> {
  if (!billingOn) return
  const { rows } = await tx.execute<{ customerId: string; ending: string[] }>(sql`
    select o.stripe_customer_id as "customerId", array(
      select s.stripe_subscription_id from subscription s
      where s.reference_id = o.id and s.status in ${live} and s.stripe_subscription_id is not null) as ending
    from organization o where o.id = ${id} and o.stripe_customer_id is not null`)
  for (const { customerId, ending } of rows) {
    for (const each of ending) await stripe.subscriptions.cancel(each)
    await enqueue(partingJob, { customerId }, { tx })
  }
}

const shape = z.object({ customerId: z.string() })

/** What is left at Stripe of an organization that is gone: nobody pays for nothing. Its invoices stay. */
export const partingJob: Job<z.infer<typeof shape>> = {
  name: 'bill-parting',
  shape,
  async work({ customerId: customer }) {
    await closePages(customer)
    const all = stripe.subscriptions.list({ customer, status: 'all', limit: 100 })
    for await (const { id, status } of all) {
      if (!over.includes(status)) await stripe.subscriptions.cancel(id)
    }
  },
}

const over = ['canceled', 'incomplete_expired']
