import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Job } from '~/jobs/job.server'
import { job } from '~/jobs/job-table.server'
import { rewriteJobs } from '~/jobs/mending.server'
import { keptShape, unsentLetter } from './kept-letter'
import { mailJob } from './send.server'

/**
 * How long a letter that fails keeps what it opens, so that it can be sent again: less than the day for which the mail
 * service knows its id, so that nothing is ever sent twice.
 */
const hoursToResend = 22

const due = sql`${job.state} = 'failed' and not ${job.data} ? 'veiled'
  and ${job.createdAt} < now() - make_interval(hours => ${hoursToResend})`

/** Every hour: what letters would have opened that failed and that nobody sent again in time. */
export const forgettingJob: Job<object> = {
  name: 'letters-forgotten',
  shape: z.object({}),
  work: () => rewriteJobs(mailJob.name, due, forgotten),
}

/** Of a letter of an older make nothing is known but that it must go. */
function forgotten(data: unknown): object {
  const { data: letter } = keptShape.safeParse(data)
  return letter ? unsentLetter(letter) : { veiled: true }
}
