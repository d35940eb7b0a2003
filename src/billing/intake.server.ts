import { inArray, sql } from 'drizzle-orm'
import type Stripe from 'stripe'
import { db } from '~/db/client'
import { stripeEvent } from '~/db/schema'
import { enqueueAll } from '~/jobs/jobs.server'
import { eventJob } from './events.server'
import { idOf, moment } from './facts'

type Arrival = { event: Stripe.Event; stored: () => void; lost: (error: unknown) => void }

/** Events in one transaction, at most. */
const most = 50

let waiting: Arrival[] = []
let storing = false

/**
 * Takes an event that Stripe delivered: after this it cannot be lost. Those that come while others are being stored
 * are stored together, in the next transaction, instead of waiting for each other.
 */
export function takeEvent(event: Stripe.Event): Promise<void> {
  const taken = new Promise<void>((stored, lost) => waiting.push({ event, stored, lost }))
  if (!storing) void storeWaiting()
  return taken
}

async function storeWaiting(): Promise<void> {
  storing = true
  while (waiting.length > 0) {
    const together = waiting.slice(0, most)
    waiting = waiting.slice(most)
    try {
      await storeEvents(together.map(({ event }) => event))
      for (const { stored } of together) stored()
    } catch {
      // It may be the fault of one: the others need not come again.
      for (const { event, stored, lost } of together) await storeEvents([event]).then(stored, lost)
    }
  }
  storing = false
}

/**
 * Stores events, each once by its id, and orders their work in the same transaction.
 * @param deliveries how often each of them came by this; 0 for those that were looked up
 */
export async function storeEvents(events: readonly Stripe.Event[], deliveries = 1): Promise<void> {
  const rows = new Map<string, typeof stripeEvent.$inferInsert>()
  for (const event of events) {
    const before = rows.get(event.id)?.deliveries ?? 0
    rows.set(event.id, rowOf(event, before + deliveries))
  }
  // Everybody writes them in the same order: nobody waits for somebody who waits for them.
  const values = [...rows.values()].sort((one, other) => (one.id < other.id ? -1 : 1))
  if (values.length === 0) return
  await db.transaction(async (tx) => {
    const stored = await tx
      .insert(stripeEvent)
      .values(values)
      .onConflictDoUpdate({
        target: stripeEvent.id,
        set: { deliveries: sql`${stripeEvent.deliveries} + excluded.deliveries` },
      })
      .returning({ eventId: stripeEvent.id, isNew: sql<boolean>`xmax = 0` })
    const orders = stored.flatMap(({ eventId, isNew }) =>
      isNew && rows.get(eventId)?.customerId ? { eventId } : [],
    )
    await enqueueAll(eventJob, orders, { tx })
  })
}

/** Which of these events never came. */
export async function missingOf(ids: readonly string[]): Promise<Set<string>> {
  const missing = new Set(ids)
  if (ids.length === 0) return missing
  const came = await db
    .select({ id: stripeEvent.id })
    .from(stripeEvent)
    .where(inArray(stripeEvent.id, [...ids]))
  for (const { id } of came) missing.delete(id)
  return missing
}

function rowOf(event: Stripe.Event, deliveries: number): typeof stripeEvent.$inferInsert {
  const customerId = customerOf(event)
  return {
    id: event.id,
    type: event.type,
    customerId,
    state: customerId ? 'waiting' : 'ignored',
    reason: customerId ? null : 'It names no customer.',
    createdAt: moment(event.created) ?? new Date(),
    deliveries,
    payload: event,
  }
}

function customerOf({ data: { object } }: Stripe.Event): string | null {
  if ('object' in object && object.object === 'customer') return object.id
  const customer = 'customer' in object ? object.customer : null
  return customer ? idOf(customer) : null
}
