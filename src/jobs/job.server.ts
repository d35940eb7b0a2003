import type { Job as Claimed, JobResult } from 'pg-boss'
import type { z } from 'zod'
import { log } from '~/observe/log.server'
import { patience } from './boss.server'

/** Work that outlives a request: tried again until it succeeds, `retryLimit` times at most. */
export type Job<T extends object> = {
  /** Its queue: kebab-case, never changed while jobs wait in it. */
  name: string
  /** What it carries, checked when it is enqueued and again when it is worked. */
  shape: z.ZodType<T>
  /**
   * May be called twice for one job, when a process dies between the work and its record: `id` stays the
   * same and keeps the outside world from doing it twice. Throw to be tried again, or `GiveUp` to be not.
   * What it throws is logged and shown to the operator: no address, token or link in it.
   */
  work(data: T, about: { id: string; attempt: number }): Promise<void>
  /** Tries after the first; 10 unless said, which is about a quarter of an hour. */
  retryLimit?: number
}

/** Thrown by a job's work when trying again would not help. */
export class GiveUp extends Error {
  override name = 'GiveUp'
}

/** Tries a claimed job once. Never throws: says how it ended, so that one failure is not its neighbours'. */
export async function attempt<T extends object>(
  job: Job<T>,
  { id, data, retryCount }: Pick<Claimed<unknown>, 'id' | 'data' | 'retryCount'>,
): Promise<JobResult> {
  const about = { id, attempt: retryCount + 1 }
  try {
    await job.work(job.shape.parse(data), about)
    return { id, status: 'completed' }
  } catch (error) {
    const hopeless = error instanceof GiveUp
    const last = hopeless || retryCount >= (job.retryLimit ?? patience.retryLimit)
    const context = { err: error, queue: job.name, ...about }
    if (last) log.error(context, 'a job failed for good')
    else log.warn(context, 'a job failed and will be tried again')
    const message = error instanceof Error ? error.message : String(error)
    return { id, status: hopeless ? 'deadletter' : 'failed', output: { message } }
  }
}
