import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { type Database, db, type Transaction } from '~/db/client'
import { job } from './job-table.server'

type Named = { id: string; queue: string }

/** Puts a job that failed back on its queue, to be tried soon, under its own id. False where it has not failed. */
export async function retryJob(tx: Transaction, named: Named): Promise<boolean> {
  const { rowCount } = await tx
    .update(job)
    .set({
      state: 'retry',
      retryLimit: sql`${job.retryLimit} + 1`,
      startAfter: sql`now()`,
      endedAt: null,
    })
    .where(and(itself(named), eq(job.state, 'failed')))
  return rowCount === 1
}

/** Takes a job from its queue for good, whether it waits or failed. False where it is under way or has ended. */
export async function discardJob(tx: Transaction, named: Named): Promise<boolean> {
  const { rowCount } = await tx
    .update(job)
    .set({ state: 'cancelled', endedAt: sql`now()` })
    .where(and(itself(named), inArray(job.state, ['created', 'retry', 'failed'])))
  return rowCount === 1
}

/**
 * Makes a job carry something else from here on: for what must lie there no longer than it is needed.
 * @param tx absent for what is true whatever becomes of it
 */
export async function rewriteJob(
  named: Named,
  data: object,
  tx: Pick<Database, 'update'> = db,
): Promise<void> {
  await tx.update(job).set({ data }).where(itself(named))
}

const atOnce = 500

/**
 * Rewrites every job of a queue that this holds for, a few hundred in one transaction. What is written must end that,
 * so that no job is met again; one that somebody else holds is left for the next time.
 */
export async function rewriteJobs(
  queue: string,
  where: SQL,
  change: (data: unknown) => object,
): Promise<void> {
  for (let met = atOnce; met === atOnce; ) {
    met = await db.transaction(async (tx) => {
      const jobs = await tx
        .select({ id: job.id, data: job.data })
        .from(job)
        .where(and(eq(job.queue, queue), where))
        .limit(atOnce)
        .for('update', { skipLocked: true })
      for (const { id, data } of jobs) await rewriteJob({ id, queue }, change(data), tx)
      return jobs.length
    })
  }
}

const itself = ({ id, queue }: Named) => and(eq(job.queue, queue), eq(job.id, id))
