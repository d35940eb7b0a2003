import { z } from 'zod/mini'
import { reasonShape } from '~/auth/operator/reason'
import { lenient, place } from '~/search'

/** What has not the form of an id is the id of nothing: not found, like any other. */
const id = z.catch(z.uuid(), '00000000-0000-0000-0000-000000000000')

export const jobStates = ['waiting', 'working', 'failed', 'done', 'discarded'] as const

const jobs = z.object({
  queue: lenient(z.string().check(z.regex(/^[\w.-]{1,80}$/))),
  state: lenient(z.enum(jobStates)),
  page: place,
})
/** Which jobs, from which place on. Without anything: all, the newest first. */
export type JobsQuery = z.output<typeof jobs>
export const jobsInput = jobs

/** The page's address: what is asked of the jobs, and the one that stands open. */
export const jobsSearch = z.extend(jobs, { job: lenient(z.uuid()) })
export type JobsSearch = z.output<typeof jobsSearch>

export const oneJob = z.object({ id })
export const whyForm = z.object({ reason: reasonShape })
export const jobAct = z.object({ id, reason: reasonShape })
