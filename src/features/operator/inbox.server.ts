import { and, asc, desc, eq, gt, lt, type SQL, sql } from 'drizzle-orm'
import { append } from '~/audit/append.server'
import type { OperatorScope } from '~/auth/operator/operator-scope.server'
import * as events from '~/billing/events.server'
import { keyset, momentKey, momentOf, type Place } from '~/db/keyset.server'
import { organization, stripeEvent } from '~/db/schema'
import { Refusal } from '~/refusal'
import { type EventState, type EventsQuery, eventStates, mostAtOnce } from './inbox'
import { masked } from './inbox-payload.server'

const places = keyset({ newest: 'number', oldest: 'number' })

const pageSize = 25

export type EventsPage = Awaited<ReturnType<typeof list>>
export type ListedEvent = EventsPage['events'][number]
export type OneEvent = Awaited<ReturnType<typeof get>>

/**
 * One page of what Stripe told, in two statements: the rows, and how many there are in each state. A place that was
 * forged or has become empty is the first page.
 */
export async function list(scope: OperatorScope, query: EventsQuery) {
  const { tx } = scope
  const { q, type, state } = query
  const order = query.sort ?? 'newest'
  const place = places.placeOf(query.page, order)
  const wanted = wantedBy({ q, type })
  const rows = await tx
    .select({ ...columns, key: momentKey(stripeEvent.receivedAt) })
    .from(stripeEvent)
    .leftJoin(organization, eq(organization.stripeCustomerId, stripeEvent.customerId))
    .where(and(wanted, state && eq(stripeEvent.state, state), from(query.sort, place)))
    .orderBy(...sorting(query.sort, place))
    .limit(pageSize + 1)
  if (rows.length === 0 && place) return list(scope, { ...query, page: undefined })
  const counted = await tx
    .select({ state: stripeEvent.state, count: sql<number>`count(*)::int` })
    .from(stripeEvent)
    .where(wanted)
    .groupBy(stripeEvent.state)
  const of = (each: EventState) => counted.find(({ state: name }) => name === each)?.count ?? 0
  const { shown, ...around } = places.pageOf(rows, { order, place, size: pageSize })
  return {
    events: shown.map(({ key: _, ...event }) => event),
    counts: { waiting: of('waiting'), failed: of('failed'), ignored: of('ignored') },
    matching: state ? of(state) : eventStates.reduce((sum, each) => sum + of(each), 0),
    ...around,
  }
}

/**
 * One event with what Stripe said, without links and secrets.
 * @throws Refusal not_found
 */
export async function get({ tx }: OperatorScope, { eventId }: { eventId: string }) {
  const [event] = await tx
    .select({
      ...columns,
      workedAt: stripeEvent.workedAt,
      payload: stripeEvent.payload,
    })
    .from(stripeEvent)
    .leftJoin(organization, eq(organization.stripeCustomerId, stripeEvent.customerId))
    .where(eq(stripeEvent.id, eventId))
  if (!event) throw new Refusal('not_found', 'There is no such event. It may have been forgotten.')
  return { ...event, payload: JSON.stringify(masked(event.payload), null, 2) }
}

/**
 * Has an event worked again, and writes down why. Refuses not_found; conflict for one that waits already, or names
 * no customer.
 */
export async function replay(
  scope: OperatorScope,
  { eventId, reason }: { eventId: string; reason: string },
) {
  const { type } = await events.replay(scope.tx, eventId)
  await append(scope, 'event.replayed', { eventId, type, reason })
}

/**
 * Has all that failed of these worked again, the oldest first, and writes a line for each.
 * @throws Refusal conflict where none has failed
 */
export async function replayAll(
  scope: OperatorScope,
  { reason, ...which }: { q?: string; type?: string; reason: string },
) {
  const replayed = await events.replayFailed(scope.tx, wantedBy(which), mostAtOnce)
  if (replayed.length === 0) {
    throw new Refusal('conflict', 'None of these events waits for a replay any more.')
  }
  for (const { id, type } of replayed) {
    await append(scope, 'event.replayed', { eventId: id, type, reason })
  }
  return { count: replayed.length }
}

const columns = {
  id: stripeEvent.id,
  type: stripeEvent.type,
  customerId: stripeEvent.customerId,
  state: stripeEvent.state,
  reason: stripeEvent.reason,
  attempts: stripeEvent.attempts,
  deliveries: stripeEvent.deliveries,
  createdAt: stripeEvent.createdAt,
  receivedAt: stripeEvent.receivedAt,
  organization: { id: organization.id, name: organization.name },
}

/** An id is sought as it is, everything else in the names of organizations. */
function wantedBy({ q, type }: Pick<EventsQuery, 'q' | 'type'>): SQL | undefined {
  return and(type ? eq(stripeEvent.type, type) : undefined, q ? about(q) : undefined)
}

function about(q: string): SQL {
  if (/^evt_\w+$/.test(q)) return eq(stripeEvent.id, q)
  if (/^cus_\w+$/.test(q)) return eq(stripeEvent.customerId, q)
  return sql`${stripeEvent.customerId} in (select o.stripe_customer_id from ${organization} o
    where o.id = ${q} or o.slug = ${q} or position(lower(${q}) in lower(o.name)) > 0)`
}

const falls = (sort: EventsQuery['sort'], place: Place | undefined) =>
  (sort !== 'oldest') !== (place?.way === 'before')

function sorting(sort: EventsQuery['sort'], place: Place | undefined) {
  const direction = falls(sort, place) ? desc : asc
  return [direction(stripeEvent.receivedAt), direction(stripeEvent.id)]
}

/** The id decides between equals, so that no row is met twice. */
function from(sort: EventsQuery['sort'], place: Place | undefined): SQL | undefined {
  if (!place) return undefined
  const beyond = falls(sort, place) ? lt : gt
  return beyond(
    sql`(${stripeEvent.receivedAt}, ${stripeEvent.id})`,
    sql`(${momentOf(place.key)}, ${place.id})`,
  )
}
