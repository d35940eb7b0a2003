import { and, eq, inArray, isNull, or, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { Action } from '~/audit/actions'
import { sentenceOf } from '~/audit/sentences'
import type { OperatorScope } from '~/auth/operator/operator-scope.server'
import type { Transaction } from '~/db/client'
import { keyset, momentKey, momentOf, type Place } from '~/db/keyset.server'
import { audit } from '~/db/schema'
import { asAuditor } from '~/db/tenant'
import { driftSentence, eventSentence, letterSentence } from './inbox-words'

const places = keyset({ newest: 'number' })

const pageSize = 30

/** What the audit log says that bears on a plan. */
const actions = [
  'subscription.started',
  'subscription.changed',
  'subscription.trial_paid',
  'subscription.past_due',
  'subscription.recovered',
  'subscription.ending',
  'subscription.kept',
  'subscription.ended',
  'subscription.page_opened',
  'subscription.planned',
  'subscription.plan_dropped',
  'trial.extended',
  'plan.granted',
  'plan.grant_ended',
  'organization.suspended',
  'organization.restored',
] satisfies Action[]

type Kind = 'line' | 'event' | 'drift' | 'letter'
type Entry = {
  kind: Kind
  /** When it was, and which it is. */
  key: string
  id: string
  when: Date
  sentence: string
  /** The event that it is, or is about. */
  eventId: string | null
}
export type Timeline = Awaited<ReturnType<typeof timeline>>

/**
 * One page of what led to an organization's plan, newest first by our clock: what people did, what Stripe told, what
 * reconciliation set right, and the letters about it; each a sentence.
 */
export async function timeline(
  scope: OperatorScope,
  { organizationId, page }: { organizationId: string; page?: string },
) {
  const place = places.placeOf(page, 'newest')
  const kept = await keptOf(scope.tx, organizationId, place)
  const every = [...kept, ...(await linesOf(scope.tx, organizationId, place))]
  if (every.length === 0 && place) return timeline(scope, { organizationId })
  const sign = place?.way === 'before' ? 1 : -1
  every.sort(
    (one, other) => sign * (Number(one.key) - Number(other.key) || (one.id < other.id ? -1 : 1)),
  )
  const { shown, previous, next } = places.pageOf(every.slice(0, pageSize + 1), {
    order: 'newest',
    place,
    size: pageSize,
  })
  return { entries: shown.map(({ key: _, ...entry }) => entry), previous, next }
}

type Kept = { id: string; key: string; when: string } & (
  | { kind: 'event'; body: { id: string; type: string; state: string } }
  | { kind: 'drift'; body: { found: Record<string, { here: unknown; stripe: unknown }> } }
  | { kind: 'letter'; body: { about: string } }
)

/** What the billing room keeps: events, drift and letters. One statement. */
async function keptOf(
  tx: Transaction,
  organizationId: string,
  place: Place | undefined,
): Promise<Entry[]> {
  const { rows } = await tx.execute<Kept>(sql`
    select kind, id, ${momentKey(sql`at`)} as key, to_json(at) #>> '{}' as when, body from (
      select 'event' as kind, 'event ' || e.id as id, e.received_at as at,
        json_build_object('id', e.id, 'type', e.type, 'state', e.state) as body
      from stripe_event e where e.customer_id in (${customersOf(organizationId)})
      union all
      select 'drift', 'drift ' || lpad(d.id::text, 19, '0'), d.at, json_build_object('found', d.found)
      from billing_drift d where d.organization_id = ${organizationId}
      union all
      select 'letter', 'letter ' || l.about, l.at, json_build_object('about', l.about)
      from billing_letter l where l.organization_id = ${organizationId}) every
    where ${beyond(place, sql`every.at`, sql`every.id`)}
    order by ${order(place, sql`every.at`, sql`every.id`)} limit ${pageSize + 1}`)
  return rows.map((row) => ({
    kind: row.kind,
    key: row.key,
    id: row.id,
    when: new Date(row.when),
    sentence: keptSentence(row),
    eventId: row.kind === 'event' ? row.body.id : null,
  }))
}

function keptSentence(row: Kept): string {
  if (row.kind === 'event') return eventSentence(row.body)
  return row.kind === 'drift' ? driftSentence(row.body.found) : letterSentence(row.body.about)
}

/** What people did, in its own log; and who had its events worked again, which is of no organization. */
async function linesOf(
  tx: Transaction,
  organizationId: string,
  place: Place | undefined,
): Promise<Entry[]> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select e.id from stripe_event e where e.customer_id in (${customersOf(organizationId)})
      and (e.attempts > 1 or e.state = 'waiting')`)
  const again = rows.map(({ id }) => id)
  const id = sql<string>`'line ' || lpad(${audit.id}::text, 19, '0')`
  const found = await asAuditor(tx, (log) =>
    log
      .select({ line: audit, key: momentKey(audit.at), id })
      .from(audit)
      .where(
        and(
          or(
            and(eq(audit.organizationId, organizationId), inArray(audit.action, actions)),
            and(
              isNull(audit.organizationId),
              eq(audit.action, 'event.replayed'),
              inArray(audit.subjectId, again),
            ),
          ),
          beyond(place, audit.at, id),
        ),
      )
      .orderBy(order(place, audit.at, id))
      .limit(pageSize + 1),
  )
  return found.map(({ line, key, id }) => ({
    kind: 'line',
    key,
    id,
    when: line.at,
    sentence: `${sentenceOf(line)}${causeIn(line.details)}`,
    eventId: line.action === 'event.replayed' ? line.subjectId : null,
  }))
}

/** Its customer at Stripe, and those it had before. */
function customersOf(organizationId: string) {
  return sql`select o.stripe_customer_id from organization o where o.id = ${organizationId}
    union select s.stripe_customer_id from subscription s where s.reference_id = ${organizationId}`
}

/** What made us look, as a line says it beside who acted. */
function causeIn({ because }: Record<string, unknown>): string {
  if (because === 'members') return ', because members came or went.'
  if (because === 'reconciliation') return ', found by a comparison with Stripe.'
  if (typeof because !== 'object' || because === null) return '.'
  return 'event' in because ? `, because of the event ${String(because.event)}.` : '.'
}

const turned = (place: Place | undefined) => place?.way === 'before'

/** As the other sources are sorted: by the moment, then by the id's bytes. */
function order(place: Place | undefined, at: SQLWrapper, id: SQLWrapper): SQL {
  return turned(place)
    ? sql`${at} asc, ${id} collate "C" asc`
    : sql`${at} desc, ${id} collate "C" desc`
}

function beyond(place: Place | undefined, at: SQLWrapper, id: SQLWrapper): SQL {
  if (!place) return sql`true`
  const row = sql`(${at}, ${id} collate "C")`
  const bound = sql`(${momentOf(place.key)}, ${place.id} collate "C")`
  return turned(place) ? sql`${row} > ${bound}` : sql`${row} < ${bound}`
}
