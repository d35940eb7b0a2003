import { and, eq, inArray, isNotNull, lt, ne, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { db, type Transaction } from '~/db/client'
import { billingAccount, organization, stripeEvent } from '~/db/schema'
import { GiveUp, type Job } from '~/jobs/job.server'
import { enqueue, enqueueAll } from '~/jobs/jobs.server'
import { Refusal } from '~/refusal'
import { underCustomerLock } from './customer-lock.server'
import { readLocked } from './reading.server'
import { sweepSeats } from './seats.server'

const orderShape = z.object({ eventId: z.string(), again: z.boolean().optional() })

/** Tries after the first, which take about half an hour. */
const retryLimit = 12

/** Reads the customer that an event is about. Its own words are never believed: they may be old. */
export const eventJob: Job<z.infer<typeof orderShape>> = {
  name: 'stripe-event',
  shape: orderShape,
  retryLimit,
  async work({ eventId, again = false }, { attempt }) {
    const [event] = await db
      .select({ id: stripeEvent.id, type: stripeEvent.type, customerId: stripeEvent.customerId })
      .from(stripeEvent)
      .where(eq(stripeEvent.id, eventId))
    if (!event?.customerId) return
    const outcome = await work({ ...event, customerId: event.customerId }, again).catch(
      async (error: unknown) => {
        const reason = reasonOf(error)
        const state = attempt > retryLimit ? 'failed' : 'waiting'
        await db.transaction((tx) => close(tx, eventId, { state, reason }))
        throw new Error(reason)
      },
    )
    if (outcome?.state === 'failed') throw new GiveUp(outcome.reason)
  },
}

type Outcome = { state: 'done' } | { state: 'waiting' | 'ignored' | 'failed'; reason: string }
type Named = { id: string; type: string; customerId: string }

const done: Outcome = { state: 'done' }
const ignored = (reason: string): Outcome => ({ state: 'ignored', reason })

/** What it reads and that it was read are written together: it is worked once. */
function work(event: Named, again: boolean): Promise<Outcome | undefined> {
  return underCustomerLock(event.customerId, async (tx) => {
    const stands = await standsNow(tx, event)
    if (!stands?.waits) return undefined
    if (stands.isRead && !again) return close(tx, event.id, done)
    const reading = await readLocked(tx, event.customerId, { event })
    if (!reading) return close(tx, event.id, ignored('Its customer is no organization here.'))
    // Somebody may have come while the payment page was open.
    if (reading.changed) await sweepSeats(reading, { tx })
    const [unknown] = reading.unknown
    if (!unknown) return close(tx, event.id, done)
    return close(tx, event.id, {
      state: 'failed',
      reason: `The price of ${unknown} belongs to no plan in app.config.ts.`,
    })
  })
}

/** Whether it waits still, and whether Stripe was asked about its customer after it came. */
async function standsNow(tx: Transaction, { id, customerId }: Named) {
  const isRead = sql<boolean>`exists (select 1 from ${billingAccount}
    join ${organization} on ${organization.id} = ${billingAccount.organizationId}
    where ${organization.stripeCustomerId} = ${customerId}
      and ${billingAccount.readAt} > ${stripeEvent.receivedAt})`
  const [row] = await tx
    .select({ waits: sql<boolean>`${stripeEvent.state} = 'waiting'`, isRead })
    .from(stripeEvent)
    .where(eq(stripeEvent.id, id))
  return row
}

/** Says what became of an event that waits; one that was worked meanwhile stays so. */
async function close(tx: Transaction, id: string, outcome: Outcome): Promise<Outcome> {
  await tx
    .update(stripeEvent)
    .set({
      reason: null,
      ...outcome,
      attempts: sql`${stripeEvent.attempts} + 1`,
      workedAt: sql`now()`,
    })
    .where(and(eq(stripeEvent.id, id), eq(stripeEvent.state, 'waiting')))
  return outcome
}

/**
 * Orders an event's work anew: for the operator, once what it failed of is mended. Of two at once, one does.
 * @throws Refusal not_found, or conflict where it waits already or is about no customer
 */
export async function replay(tx: Transaction, eventId: string): Promise<{ type: string }> {
  const [replayed] = await tx
    .update(stripeEvent)
    .set({ state: 'waiting', reason: null })
    .where(
      and(
        eq(stripeEvent.id, eventId),
        ne(stripeEvent.state, 'waiting'),
        isNotNull(stripeEvent.customerId),
      ),
    )
    .returning({ type: stripeEvent.type })
  if (!replayed) throw await whyNotReplayed(tx, eventId)
  await enqueue(eventJob, { eventId, again: true }, { tx })
  return replayed
}

async function whyNotReplayed(tx: Transaction, eventId: string): Promise<Refusal> {
  const [event] = await tx
    .select({ customerId: stripeEvent.customerId })
    .from(stripeEvent)
    .where(eq(stripeEvent.id, eventId))
  if (!event) return new Refusal('not_found', 'There is no such event. It may have been forgotten.')
  return event.customerId
    ? new Refusal('conflict', 'This event waits to be worked already.')
    : new Refusal('conflict', 'This event names no customer: there is nothing to read.')
}

/** The same for the oldest of those that failed, so many at most; which ones is said in SQL. */
export async function replayFailed(
  tx: Transaction,
  which: SQL | undefined,
  most: number,
): Promise<{ id: string; type: string }[]> {
  const oldest = tx
    .select({ id: stripeEvent.id })
    .from(stripeEvent)
    .where(and(eq(stripeEvent.state, 'failed'), which))
    .orderBy(stripeEvent.receivedAt, stripeEvent.id)
    .limit(most)
    .for('update', { of: stripeEvent })
  const replayed = await tx
    .update(stripeEvent)
    .set({ state: 'waiting', reason: null })
    .where(sql`${stripeEvent.id} = any(array(${oldest}))`)
    .returning({ id: stripeEvent.id, type: stripeEvent.type })
  const orders = replayed.map(({ id }) => ({ eventId: id, again: true }))
  await enqueueAll(eventJob, orders, { tx })
  return replayed
}

/** Orders anew what waits for longer than its tries take: its job was lost with its queue. */
export async function reviveEvents(): Promise<number> {
  return db.transaction(async (tx) => {
    const waiting = await tx
      .select({ eventId: stripeEvent.id })
      .from(stripeEvent)
      .where(
        and(
          eq(stripeEvent.state, 'waiting'),
          lt(stripeEvent.receivedAt, sql`now() - interval '2 hours'`),
        ),
      )
      .limit(100)
    for (const order of waiting) await enqueue(eventJob, order, { tx })
    return waiting.length
  })
}

/** Forgets what is over and done with: what an event carries is somebody's name and address. */
export async function forgetEvents(): Promise<void> {
  await db
    .delete(stripeEvent)
    .where(
      and(
        inArray(stripeEvent.state, ['done', 'ignored']),
        lt(stripeEvent.receivedAt, sql`now() - interval '90 days'`),
      ),
    )
}

/** Why it failed, without what an error may carry. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'It is not known why.'
  const kind = 'type' in error && typeof error.type === 'string' ? error.type : error.name
  const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : ''
  return `${kind}${code}`
}
