import { type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '~/db/client'
import { actionsOf, isAction } from './sentences'
import { isPrefix } from './words'

/** A line as it is read; its moment as ISO 8601. */
export type Line = {
  id: number
  organizationId: string | null
  at: string
  actorId: string | null
  actorName: string | null
  actorRole: string | null
  impersonatorId: string | null
  impersonatorName: string | null
  sessionId: string | null
  address: string | null
  userAgent: string | null
  action: string
  subjectId: string | null
  details: Record<string, unknown>
  requestId: string | null
}

/** Which lines. Left out is all of them. */
export type Filter = {
  /** The ids of who acted, themselves or through somebody's eyes; null is what nobody did. */
  people?: string[] | null
  /** The same, or to whom it was done. */
  concerning?: string[]
  /** Null are the lines that belong to no organization. */
  organizations?: string[] | null
  /** Any prefix of its actions. What is no noun or action today counts as left out. */
  noun?: string
  action?: string
  /** Days in UTC: the first and the last. */
  from?: string
  to?: string
}

/** A place in the log, as an address names it; "older-1204" is what comes after that line on a page. */
export type Place = { way: 'older' | 'newer'; id: number }

export function placeOf(word: string | undefined): Place | undefined {
  const [, way, id] = /^(older|newer)-(\d{1,15})$/.exec(word ?? '') ?? []
  return id ? { way: way === 'newer' ? 'newer' : 'older', id: Number(id) } : undefined
}

/** A page's lines, the newest first, and the places before and after it. */
export type Page = { lines: Line[]; newer: string | null; older: string | null }

/** What is read for a page: one line more than it shows. */
export function pageQuery(filter: Filter, place: Place | undefined, size: number): SQL {
  const newer = place?.way === 'newer'
  const beyond = place ? sql`l.id ${newer ? sql`>` : sql`<`} ${place.id}` : sql`true`
  return sql`select ${columns} from audit l where ${wanted(filter)} and ${beyond}
    order by l.id ${newer ? sql`asc` : sql`desc`} limit ${size + 1}`
}

/** The page that these rows are. */
export function pageOf(rows: Line[], place: Place | undefined, size: number): Page {
  const newer = place?.way === 'newer'
  const more = rows.length > size
  const lines = rows.slice(0, size)
  if (newer) lines.reverse()
  const [first, last] = [lines.at(0), lines.at(-1)]
  return {
    lines,
    newer: first && (newer ? more : place) ? `newer-${first.id}` : null,
    older: last && (newer || more) ? `older-${last.id}` : null,
  }
}

/** At most so many lines, the newest first, older than this one: a whole log piece by piece. */
export async function readLines(
  tx: Transaction,
  filter: Filter,
  { before, size }: { before: number | null; size: number },
): Promise<Line[]> {
  const place: Place | undefined = before === null ? undefined : { way: 'older', id: before }
  const { rows } = await tx.execute<Line>(pageQuery(filter, place, size - 1))
  // The driver gives a 64-bit number as a text.
  return rows.map((row) => ({ ...row, id: Number(row.id) }))
}

/** What a line must be to be one of these, as SQL over `audit l`. */
export function wanted(filter: Filter): SQL {
  const { people, concerning, organizations, noun, action, from, to } = filter
  const all = [
    ...(people === null ? [sql`l.actor_id is null`] : []),
    ...(people
      ? [sql`(l.actor_id = any(${array(people)}) or l.impersonator_id = any(${array(people)}))`]
      : []),
    ...(concerning
      ? [
          sql`(l.actor_id = any(${array(concerning)}) or l.impersonator_id = any(${array(concerning)})
            or l.subject_id = any(${array(concerning)}))`,
        ]
      : []),
    ...(organizations === null ? [sql`l.organization_id is null`] : []),
    ...(organizations ? [sql`l.organization_id = any(${array(organizations)})`] : []),
    ...(noun && isPrefix(noun) ? [sql`l.action = any(${array(actionsOf(noun))})`] : []),
    ...(action && isAction(action) ? [sql`l.action = ${action}`] : []),
    ...(from ? [sql`l.at >= ${`${from}T00:00:00Z`}::timestamptz`] : []),
    ...(to ? [sql`l.at < ${`${to}T00:00:00Z`}::timestamptz + interval '1 day'`] : []),
  ]
  return all.length > 0 ? sql.join(all, sql` and `) : sql`true`
}

/** As one value: drizzle would make each a parameter of its own. */
function array(values: readonly string[]): SQL {
  return sql`array(select json_array_elements_text(${JSON.stringify(values)}::json))`
}

const columns = sql`l.id, l.organization_id as "organizationId",
  to_char(l.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, l.actor_id as "actorId",
  l.actor_name as "actorName", l.actor_role as "actorRole", l.impersonator_id as "impersonatorId",
  l.impersonator_name as "impersonatorName", l.session_id as "sessionId", l.address,
  l.user_agent as "userAgent", l.action, l.subject_id as "subjectId", l.details, l.request_id as "requestId"`
