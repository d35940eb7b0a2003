import { inArray, sql } from 'drizzle-orm'
import type { Transaction } from '~/db/client'
import { job } from './job-table.server'

/** What one queue brought to an end within an hour; 0 hours ago is the last sixty minutes. */
export type Pace = { hoursAgo: number; queue: string; done: number; failed: number }

/** What was done and what failed in each of the last 24 hours. Finished jobs are kept for a day. */
export function paceOf(tx: Transaction): Promise<Pace[]> {
  return tx
    .select({
      hoursAgo: sql<number>`floor(extract(epoch from now() - ${job.endedAt}) / 3600)::int`,
      queue: job.queue,
      done: sql<number>`(count(*) filter (where ${job.state} = 'completed'))::int`,
      failed: sql<number>`(count(*) filter (where ${job.state} = 'failed'))::int`,
    })
    .from(job)
    .where(
      sql`${inArray(job.state, ['completed', 'failed'])} and ${job.endedAt} > now() - interval '24 hours'`,
    )
    .groupBy(sql`1`, job.queue)
}
