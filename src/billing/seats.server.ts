import { type SQL, sql } from 'drizzle-orm'
import Stripe from 'stripe'
import { z } from 'zod'
import { db, type Transaction } from '~/db/client'
import type { Job } from '~/jobs/job.server'
import { enqueue } from '~/jobs/jobs.server'
import { paidPlans } from './catalog'
import { underCustomerLock } from './customer-lock.server'
import { boughtWith, idOf } from './facts'
import { readLocked } from './reading.server'
import { live } from './standing.server'
import { billingOn, stripe } from './stripe.server'

const shape = z.object({ organizationId: z.string() })

/** Makes the seats that an organization pays for as many as it has members. */
export const seatsJob: Job<z.infer<typeof shape>> = {
  name: 'seats',
  shape,
  async work({ organizationId }) {
    const paid = await find(db, sql`s.reference_id = ${organizationId}`)
    for (const customerId of new Set(paid.map((each) => each.customerId))) {
      await underCustomerLock(customerId, (tx) => setSeats(tx, customerId))
    }
  },
}

/**
 * To be called wherever members come or go: where the plan is paid by the member, its seats follow once `tx` is
 * committed. Stripe is not asked here, and need not answer.
 */
export async function seatsChanged(
  organizationId: string,
  { tx }: { tx?: Transaction } = {},
): Promise<void> {
  const paid = await find(tx ?? db, sql`s.reference_id = ${organizationId}`)
  if (paid.length > 0) await enqueue(seatsJob, { organizationId }, { tx })
}

/**
 * Orders the seats of every organization to be set whose seats are not its members, by whatever way they came apart.
 * One statement, and one for each of these.
 * @param only the organization that is looked at; every one unless said
 * @returns how many
 */
export async function sweepSeats(
  only?: { organizationId: string },
  { tx }: { tx?: Transaction } = {},
): Promise<number> {
  const here = only ? sql`s.reference_id = ${only.organizationId}` : sql`true`
  const apart = await find(tx ?? db, sql`${here} and s.seats is distinct from ${members}`)
  const ids = new Set(apart.map(({ organizationId }) => organizationId))
  for (const organizationId of ids) await enqueue(seatsJob, { organizationId }, { tx })
  return ids.size
}

type Paid = { id: string; organizationId: string; customerId: string; members: number }

const perMember = paidPlans.filter(({ seats }) => seats === 'per-member').map(({ id }) => id)

const members = sql`(select count(*)::int from member m where m.organization_id = s.reference_id)`

/** The subscriptions under way that are paid by the member. */
async function find(database: Pick<Transaction, 'execute'>, which: SQL): Promise<Paid[]> {
  if (!billingOn || perMember.length === 0) return []
  const { rows } = await database.execute<Paid>(sql`
    select s.stripe_subscription_id as id, s.reference_id as "organizationId", ${members} as members,
      s.stripe_customer_id as "customerId"
    from subscription s
    where ${which} and s.status in ${live} and s.plan in ${perMember}
      and s.stripe_subscription_id is not null and s.stripe_customer_id is not null`)
  return rows
}

/** Counted under the customer's lock, so that of several at once the last one counts everybody. */
async function setSeats(tx: Transaction, customerId: string): Promise<void> {
  const paid = await find(tx, sql`s.stripe_customer_id = ${customerId}`)
  let changed = false
  for (const { id, members: seats } of paid) changed = (await setQuantity(id, seats)) || changed
  if (changed) await readLocked(tx, customerId, { members: true })
}

/** @returns whether what Stripe says is news now */
async function setQuantity(subscriptionId: string, seats: number): Promise<boolean> {
  const told = await stripe.subscriptions.retrieve(subscriptionId).catch(unlessMissing)
  if (!told) return true
  const item = told.items.data.find(({ price }) => isPerMember(price))
  if (!item || told.ended_at) return true
  if (item.quantity !== seats) {
    await stripe.subscriptions.update(subscriptionId, {
      items: [{ id: item.id, quantity: seats }],
      proration_behavior: 'create_prorations',
    })
  }
  const planned = told.schedule !== null && (await setPlanned(idOf(told.schedule), seats))
  return item.quantity !== seats || planned
}

/** What is planned for the end of the period was planned for the members of that day. */
async function setPlanned(scheduleId: string, seats: number): Promise<boolean> {
  const { current_phase: now, phases } = await stripe.subscriptionSchedules.retrieve(scheduleId)
  if (!now) return false
  const ahead = phases.filter(({ end_date: end }) => end > now.start_date)
  const wanted = await Promise.all(ahead.map((phase) => withSeats(phase, seats)))
  const same = ahead.every(({ items }, at) =>
    items.every(({ quantity }, each) => quantity === wanted[at]?.items?.[each]?.quantity),
  )
  if (same) return false
  await stripe.subscriptionSchedules.update(scheduleId, { phases: wanted })
  return true
}

async function withSeats(
  { items, start_date, end_date, proration_behavior }: Stripe.SubscriptionSchedule.Phase,
  seats: number,
): Promise<Stripe.SubscriptionScheduleUpdateParams.Phase> {
  const kept = items.map(async ({ price, quantity }) => {
    const id = idOf(price)
    const counts = isPerMember(await stripe.prices.retrieve(id))
    return { price: id, quantity: counts ? seats : quantity }
  })
  return { items: await Promise.all(kept), start_date, end_date, proration_behavior }
}

function isPerMember(price: Stripe.Price): boolean {
  return perMember.includes(boughtWith(price)?.plan ?? '')
}

function unlessMissing(error: unknown): undefined {
  const gone = error instanceof Stripe.errors.StripeError && error.code === 'resource_missing'
  if (!gone) throw error
}
