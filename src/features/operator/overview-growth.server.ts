import { type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '~/db/client'
import { asAuditor } from '~/db/tenant'
import type { Growth, Stretch } from './overview'

type Asking = Pick<Transaction, 'execute'>

export type People = Growth & { unconfirmed: number; banned: number }

/** Everybody with an account, by when it was made. Whoever is deleted is counted no more, nor were they ever. */
export async function people(tx: Asking, stretches: Stretch[]): Promise<People> {
  const { rows } = await tx.execute<Came & { unconfirmed: number; banned: number }>(sql`
    select created_at::date::text as day, count(*)::int as count,
      (count(*) filter (where not email_verified))::int as unconfirmed,
      (count(*) filter (where banned))::int as banned
    from "user" group by created_at::date`)
  return {
    ...growthOf(rows, stretches),
    unconfirmed: sum(rows.map(({ unconfirmed }) => unconfirmed)),
    banned: sum(rows.map(({ banned }) => banned)),
  }
}

export type Organizations = Growth & { suspended: number }

/** The same of organizations. */
export async function organizations(tx: Asking, stretches: Stretch[]): Promise<Organizations> {
  const { rows } = await tx.execute<Came & { suspended: number }>(sql`
    select created_at::date::text as day, count(*)::int as count, count(suspended_at)::int as suspended
    from organization group by created_at::date`)
  return { ...growthOf(rows, stretches), suspended: sum(rows.map(({ suspended }) => suspended)) }
}

export type Active = { each: number[]; within: number }

/**
 * In how many organizations somebody did something that is written down, in each stretch and in all of them. What the
 * application did by itself does not count. Of an organization that is gone, or whose log is trimmed, nothing is known.
 */
export function active(tx: Transaction, stretches: Stretch[]): Promise<Active> {
  return asAuditor(tx, async (asked) => {
    // For each organization a bit for each stretch: whatever happened is looked at once, and nothing is sorted.
    const { rows } = await asked.execute<Active>(sql`
      with seen as (
        select bit_or(1::bigint << ${placeIn(sql`at`, stretches)}) as places from audit
        where at >= ${beginningOf(stretches)} and organization_id is not null and actor_id is not null
        group by organization_id)
      select count(*)::int as within, array[${sql.join(
        stretches.map((_, index) => seenIn(index + 1)),
        sql`, `,
      )}] as each from seen`)
    return rows[0] ?? { each: stretches.map(() => 0), within: 0 }
  })
}

function seenIn(place: number): SQL {
  return sql.raw(`(count(*) filter (where places & (1::bigint << ${place}) <> 0))::int`)
}

/** better-auth's columns carry no time zone and hold UTC: their day is a UTC day. */
type Came = { day: string; count: number }

/** In which stretch a moment lies: 1 for the first. */
function placeIn(moment: SQL, stretches: Stretch[]): SQL {
  const starts = sql.join(
    stretches.map(({ from }) => sql`${from.toISOString()}::timestamptz`),
    sql`, `,
  )
  return sql`width_bucket(${moment}, array[${starts}])`
}

function beginningOf([first]: Stretch[]): SQL {
  return sql`${(first?.from ?? new Date()).toISOString()}::timestamptz`
}

function growthOf(rows: Came[], stretches: Stretch[]): Growth {
  const each = stretches.map(() => 0)
  let before = 0
  for (const { day, count } of rows) {
    const place = stretches.findLastIndex(({ from }) => from <= new Date(day))
    if (place < 0) before += count
    else each[place] = (each[place] ?? 0) + count
  }
  return { before, each, now: sum(rows.map(({ count }) => count)) }
}

function sum(numbers: number[]): number {
  return numbers.reduce((all, each) => all + each, 0)
}
