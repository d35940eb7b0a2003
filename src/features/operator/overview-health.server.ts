import { sql } from 'drizzle-orm'
import type { Transaction } from '~/db/client'
import { mailHealth } from '~/email/health.server'
import { mailJob } from '~/email/send.server'
import { jobHealth } from '~/jobs/overseeing.server'
import { type Pace, paceOf } from '~/jobs/pace.server'

const hour = 3_600_000

export type Health = Awaited<ReturnType<typeof health>>

/** How letters, jobs and Stripe's events fare: now, and in each of the last 24 hours. Letters are jobs, too. */
export async function health(tx: Transaction) {
  const now = Date.now()
  const pace = await paceOf(tx)
  return {
    letters: await mailHealth(tx),
    jobs: await jobHealth(tx),
    events: await events(tx),
    hours: Array.from({ length: 24 }, (_, place) => {
      const ago = 23 - place
      const then = pace.filter(({ hoursAgo }) => hoursAgo === ago)
      return {
        from: new Date(now - (ago + 1) * hour).toISOString(),
        letters: ended(then.filter(({ queue }) => queue === mailJob.name)),
        jobs: ended(then),
      }
    }),
  }
}

function ended(paces: Pace[]) {
  return {
    done: paces.reduce((sum, { done }) => sum + done, 0),
    failed: paces.reduce((sum, { failed }) => sum + failed, 0),
  }
}

/** What Stripe told and is not worked yet, or could not be. */
async function events(tx: Transaction) {
  const { rows } = await tx.execute<{
    failed: number
    waiting: number
    oldestSeconds: number | null
  }>(sql`
    select (count(*) filter (where state = 'failed'))::int as failed,
      (count(*) filter (where state = 'waiting'))::int as waiting,
      (extract(epoch from now() - min(received_at) filter (where state = 'waiting')))::int as "oldestSeconds"
    from stripe_event where state in ('failed', 'waiting')`)
  return rows[0] ?? { failed: 0, waiting: 0, oldestSeconds: null }
}
