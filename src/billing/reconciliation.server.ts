import { sql } from 'drizzle-orm'
import Stripe from 'stripe'
import { z } from 'zod'
import { db } from '~/db/client'
import type { Job } from '~/jobs/job.server'
import { enqueue } from '~/jobs/jobs.server'
import { slotId } from '~/jobs/schedule.server'
import { log } from '~/observe/log.server'
import { billingNow } from './clock.server'
import { isOfConcern } from './concerns'
import { forgetEvents, reviveEvents } from './events.server'
import { missingOf, storeEvents } from './intake.server'
import { readCustomer } from './reading.server'
import { sweepSeats } from './seats.server'
import { billingOn, stripe } from './stripe.server'

/** Customers in one job: a minute's work, well before a job is taken for dead. */
const page = 100

/** Seconds: Stripe tries to deliver an event for three days, and what is younger than five minutes may be on its way. */
const window = { from: 3 * 86_400, to: 300 }

const shape = z.object({
  /** The customer after which the page begins. */
  after: z.string().optional(),
  /** When the round began, as ISO 8601: what was read since is not read again. */
  since: z.string().optional(),
})

/**
 * Compares every customer with Stripe, a page for each job, and sets right what differs: of a lost event nothing
 * stays lost. At the end of a round come the events that never arrived.
 */
export const reconcileJob: Job<z.infer<typeof shape>> = {
  name: 'stripe-reconcile',
  shape,
  retryLimit: 3,
  async work({ after = '', since = new Date().toISOString() }, { id }) {
    if (!billingOn || !(await isAnybodyThere())) return
    const customers = await customersAfter(after, since)
    const repaired = await readAll(customers)
    if (repaired > 0)
      log.warn({ repaired }, 'what stood here differed from Stripe, and was set right')
    const last = customers.at(-1)
    if (customers.length === page && last) {
      await enqueue(reconcileJob, { after: last, since }, { id: slotId(`${id} after ${last}`) })
      return
    }
    await fetchMissing()
    await sweepSeats()
    await reviveEvents()
    await forgetEvents()
  },
}

/** Where nobody has ever been at Stripe's there is nothing to ask. */
async function isAnybodyThere(): Promise<boolean> {
  const { rowCount } = await db.execute(
    sql`select from organization where stripe_customer_id is not null limit 1`,
  )
  return rowCount === 1
}

/** One after the other: there is no hurry, and Stripe counts how many ask at once. */
async function readAll(customers: readonly string[]): Promise<number> {
  let repaired = 0
  for (const customer of customers) {
    try {
      const reading = await readCustomer(customer, { reconciliation: true })
      if (reading?.changed) repaired += 1
      if (reading && reading.unknown.length > 0) {
        log.error({ customer, subscriptions: reading.unknown }, 'a price belongs to no plan here')
      }
    } catch (error) {
      // Of this customer only. Whatever else it is, Stripe is not there to be asked of the next one either.
      if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error
      log.error({ err: error, customer }, 'a customer could not be compared with Stripe')
    }
  }
  return repaired
}

async function customersAfter(after: string, since: string): Promise<string[]> {
  const { rows } = await db.execute<{ customer: string }>(sql`
    select customer from (
      select o.stripe_customer_id as customer, a.read_at from organization o
        left join billing_account a on a.organization_id = o.id
      union
      select s.stripe_customer_id, null from subscription s
        where s.status not in ('canceled', 'incomplete_expired') and s.stripe_customer_id is not null
          and not exists (select 1 from organization o where o.stripe_customer_id = s.stripe_customer_id)
    ) every
    where customer > ${after} and (read_at is null or read_at < ${since}::timestamptz)
    order by customer limit ${page}`)
  return rows.map(({ customer }) => customer)
}

/** What Stripe says has happened and never told us goes the way of every event. */
async function fetchMissing(): Promise<void> {
  const now = Math.floor(billingNow().getTime() / 1_000)
  const created = { gte: now - window.from, lt: now - window.to }
  let found = 0
  let batch: Stripe.Event[] = []
  const look = async () => {
    const missing = await missingOf(batch.map(({ id }) => id))
    await storeEvents(
      batch.filter(({ id }) => missing.has(id)),
      0,
    )
    found += missing.size
    batch = []
  }
  for await (const event of stripe.events.list({ created, limit: 100 })) {
    if (isOfConcern(event.type)) batch.push(event)
    if (batch.length === 100) await look()
  }
  await look()
  if (found > 0) log.warn({ found }, 'events of Stripe that never arrived were fetched')
}
