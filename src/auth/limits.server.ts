import { sql } from 'drizzle-orm'
import { db } from '~/db/client'

/**
 * Counts one request against a limit in one statement, so that parallel requests and several servers
 * are counted exactly. Fixed windows, by key.
 */
export async function consume(key: string, rule: { window: number; max: number }) {
  const now = Date.now()
  const windowMs = rule.window * 1_000
  const { rows } = await db.execute<{ count: number; last_request: string }>(sql`
    insert into rate_limit as r (id, key, count, last_request)
    values (gen_random_uuid()::text, ${key}, 1, ${now})
    on conflict (key) do update set
      count = case when ${now} - r.last_request >= ${windowMs} then 1 else r.count + 1 end,
      last_request = case when ${now} - r.last_request >= ${windowMs} then ${now} else r.last_request end
    returning count, last_request`)
  const row = rows[0]
  if (!row || row.count <= rule.max) return { allowed: true, retryAfter: null }
  return {
    allowed: false,
    retryAfter: Math.max(1, Math.ceil((Number(row.last_request) + windowMs - now) / 1_000)),
  }
}

/** Forgets limits nobody ran into for a day. */
export async function forgetOldLimits(): Promise<void> {
  await db.execute(sql`delete from rate_limit where last_request < ${Date.now() - 86_400_000}`)
}
