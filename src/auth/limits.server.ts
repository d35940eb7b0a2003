import { createHash } from 'node:crypto'
import { APIError } from 'better-auth/api'
import { sql } from 'drizzle-orm'
import { db } from '~/db/client'

/**
 * Counts one request against a limit in one statement, by the database's clock, so that parallel requests and
 * several servers are counted exactly. Fixed windows.
 * @param what is counted: better-auth's address and path
 * @param rule.window in seconds
 */
export async function consume(what: string, rule: { window: number; max: number }) {
  // The path is part of it, and a stranger may make it longer than an index takes.
  const key = what.length <= 200 ? what : createHash('sha256').update(what).digest('hex')
  const window = rule.window * 1_000
  const now = sql`(extract(epoch from clock_timestamp()) * 1000)::bigint`
  const over = sql`${now} - r.last_request >= ${window}`
  const { rows } = await db.execute<{ count: number; wait: number }>(sql`
    insert into rate_limit as r (id, key, count, last_request)
    values (gen_random_uuid()::text, ${key}, 1, ${now})
    on conflict (key) do update set
      count = case when ${over} then 1 else r.count + 1 end,
      last_request = case when ${over} then ${now} else r.last_request end
    returning count, greatest(1, ceil((last_request + ${window} - ${now}) / 1000.0))::int as wait`)
  const row = rows[0]
  if (!row || row.count <= rule.max) return { allowed: true, retryAfter: null }
  return { allowed: false, retryAfter: row.wait }
}

/** For how many seconds this limit lets nobody through; 0 where it does. Counts nothing. */
export async function waitFor(what: string, rule: { window: number; max: number }) {
  const { rows } = await db.execute<{ wait: number }>(sql`
    select ceil((last_request + ${rule.window * 1_000}
      - extract(epoch from clock_timestamp()) * 1000) / 1000.0)::int as wait
    from rate_limit where key = ${what} and count >= ${rule.max}`)
  return Math.max(0, rows[0]?.wait ?? 0)
}

/** What is answered when an account was tried too often: 429 TOO_MANY_TRIES, and Retry-After. */
export function tooOften(seconds: number): APIError {
  const minutes = Math.ceil(seconds / 60)
  const when = minutes === 1 ? 'a minute' : `${minutes} minutes`
  return new APIError(
    'TOO_MANY_REQUESTS',
    {
      code: 'TOO_MANY_TRIES',
      message: `That was too often for one account. Try again in ${when}.`,
    },
    { 'retry-after': String(seconds) },
  )
}

/** Starts counting anew, after a success. */
export async function forget(what: string): Promise<void> {
  await db.execute(sql`delete from rate_limit where key = ${what}`)
}

/** Forgets limits nobody ran into for a day. */
export async function forgetOldLimits(): Promise<void> {
  await db.execute(sql`delete from rate_limit where last_request < ${Date.now() - 86_400_000}`)
}
