import { sql } from 'drizzle-orm'
import { type Filter, type Line, pageOf, pageQuery, placeOf, wanted } from '~/audit/lines.server'
import { shown } from '~/audit/shown'
import { choicesOf } from '~/audit/words'
import { browserInWords } from '~/auth/account/browser-words'
import type { Membership, Scope } from '~/auth/session.server'
import { planIn } from '~/billing/standing'
import { Refusal } from '~/refusal'
import { type AuditSearch, byItself } from './audit'
import { planWithLog } from './kept'

const pageSize = 50

/** More matching lines than this are not counted. */
const countable = 10_000

/** People to choose from, at most. */
const choosable = 300

type Found = {
  lines: Line[]
  matching: number
  people: { id: string; name: string }[]
  /** Whether the application did something by itself. */
  itself: boolean
  actions: string[]
}

export type AuditPage = Awaited<ReturnType<typeof list>>

/**
 * A page of the organization's log, how many lines match, and what there is to choose from: everybody who has ever
 * acted here, under the name of their last line, and every action that was done. One statement. A place that was
 * forged or has become empty is the first page.
 * @throws Refusal limit_reached when the plan has no audit log
 */
export async function list(scope: Scope, asked: AuditSearch) {
  keepFeature(scope)
  const place = placeOf(asked.page)
  const filter = filterOf(asked)
  const { rows } = await scope.tx.execute<Found>(sql`
    with recursive page as (${pageQuery(filter, place, pageSize)}),
      -- From name to name by the index: a log has many lines and few people.
      actors (id) as (select min(actor_id) from audit union all
        select (select min(a.actor_id) from audit a where a.actor_id > actors.id) from actors where id is not null),
      lookers (id) as (select min(impersonator_id) from audit union all
        select (select min(a.impersonator_id) from audit a where a.impersonator_id > lookers.id)
        from lookers where id is not null),
      done (action) as (select min(action) from audit union all
        select (select min(a.action) from audit a where a.action > done.action) from done where action is not null),
      people as (
        (select id, (select a.actor_name from audit a where a.actor_id = actors.id order by a.id desc limit 1) as name
          from actors where id is not null limit ${choosable})
        union (select id, (select a.impersonator_name from audit a where a.impersonator_id = lookers.id
          order by a.id desc limit 1) from lookers where id is not null limit ${choosable}))
    select (select coalesce(json_agg(to_json(page)), '[]') from page) as lines,
      (select count(*)::int from (select from audit l where ${wanted(filter)} limit ${countable + 1}) counted) as matching,
      (select coalesce(json_agg(json_build_object('id', id, 'name', name) order by name, id), '[]') from people) as people,
      exists (select from audit where actor_id is null) as itself,
      (select coalesce(json_agg(action order by action), '[]') from done where action is not null) as actions`)
  const [found] = rows
  if (!found) throw new Error('A select without a table gives one row.')
  if (found.lines.length === 0 && place) return list(scope, { ...asked, page: undefined })
  const { lines, newer, older } = pageOf(found.lines, place, pageSize)
  return {
    lines: lines.map((line) => shown(line, browserInWords)),
    newer,
    older,
    matching: Math.min(found.matching, countable),
    /** Whether there are more than were counted. */
    beyond: found.matching > countable,
    people: found.people,
    itself: found.itself,
    choices: choicesOf(found.actions),
  }
}

/** What is asked of one organization's log, as the log is read. */
export function filterOf({ person, page: _, ...rest }: AuditSearch): Filter {
  return { ...rest, people: person === byItself ? null : person ? [person] : undefined }
}

/** @throws Refusal limit_reached when the plan in force does not show the log */
export function keepFeature({ standing }: Pick<Membership, 'standing'>): void {
  if (planIn(standing).features.includes('audit-log')) return
  throw new Refusal(
    'limit_reached',
    planWithLog
      ? `The audit log comes with the plan ${planWithLog.name}. It is being kept meanwhile.`
      : 'The audit log is not part of your plan.',
  )
}
