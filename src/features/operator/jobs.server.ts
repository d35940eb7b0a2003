import { append } from '~/audit/append.server'
import type { OperatorScope } from '~/auth/operator/operator-scope.server'
import { unsentLetter } from '~/email/kept-letter'
import { mailJob } from '~/email/send.server'
import { discardJob, retryJob, rewriteJob } from '~/jobs/mending.server'
import {
  findJob,
  holdJob,
  jobHealth,
  listJobs,
  listQueues,
  type OverseenJob,
} from '~/jobs/overseeing.server'
import { scheduled } from '~/jobs/schedule.server'
import { Refusal } from '~/refusal'
import type { JobsQuery } from './jobs'
import { partOf, shownOf } from './jobs-place.server'
import * as letters from './letters.server'

export type Queues = Awaited<ReturnType<typeof queues>>
export type JobsPage = Awaited<ReturnType<typeof list>>
export type ListedJob = JobsPage['jobs'][number]
export type OneJob = Awaited<ReturnType<typeof get>>

type Act = { id: string; reason: string }

/** How all work fares, and each queue, and what is put on one again and again. Two statements. */
export async function queues({ tx }: OperatorScope) {
  const all = await listQueues(tx)
  const again = scheduled().map((each) => ({
    ...each,
    lastEndedAt: all.find(({ name }) => name === each.queue)?.lastEndedAt ?? null,
  }))
  return { health: await jobHealth(tx), queues: all, scheduled: again }
}

/** One page of the jobs, the newest first. A place that was forged or has become empty is the first page. */
export async function list(scope: OperatorScope, { queue, state, page }: JobsQuery) {
  const { place, ...part } = partOf(page)
  const found = await listJobs(scope.tx, { queue, state, ...part })
  if (found.jobs.length === 0 && place) return list(scope, { queue, state })
  const { shown, previous, next } = shownOf(found.jobs, place)
  return { jobs: shown.map(listed), matching: found.matching, previous, next }
}

/** One job with what it carries, but for a letter, of which only its name and whom it is to. Refuses not_found. */
export async function get({ tx }: OperatorScope, { id }: { id: string }) {
  const found = await findJob(tx, id)
  return found ? { ...listed(found), data: carried(found) } : gone()
}

/**
 * Puts a job that failed back on its queue; a letter goes by the letters' own rule.
 * Refuses not_found, and conflict where it has not failed or somebody was faster.
 */
export async function retry(scope: OperatorScope, { id, reason }: Act) {
  const held = (await holdJob(scope.tx, id)) ?? gone()
  if (held.queue === mailJob.name) return letters.resend(scope, { id, reason })
  if (held.state !== 'failed' || !(await retryJob(scope.tx, held))) throw stands(held)
  await append(scope, 'job.retried', { jobId: id, queue: held.queue, reason })
  return { id }
}

/**
 * Takes a job from its queue for good; what a letter would have opened goes with it.
 * Refuses not_found, and conflict where it is under way, done or discarded.
 */
export async function discard(scope: OperatorScope, { id, reason }: Act) {
  const { tx } = scope
  const held = (await holdJob(tx, id)) ?? gone()
  if (!(await discardJob(tx, held))) throw stands(held)
  const letter = letters.letterIn(held)
  if (held.queue === mailJob.name) await rewriteJob(held, letter ? unsentLetter(letter) : {}, tx)
  await append(scope, 'job.discarded', { jobId: id, queue: held.queue, reason })
  return { id }
}

/** Without what it carries, but for a letter's name and whom it is to. */
function listed({ data, key: _, ...job }: OverseenJob) {
  const isLetter = job.queue === mailJob.name
  return { ...job, letter: isLetter ? letters.nameOf(data) : null }
}

/** What a job carries, as one reads it. What an address of a page carries behind its question mark is nobody's. */
function carried({ queue, data }: OverseenJob): string | null {
  if (queue === mailJob.name) return null
  return JSON.stringify(data, null, 2)?.replace(/(https?:\/\/[^\s"?#]*)[?#][^\s"]*/g, '$1') ?? null
}

/** Why nothing can be done about a job now. */
function stands({ state }: OverseenJob): Refusal {
  return new Refusal('conflict', sentences[state])
}

const sentences: Record<OverseenJob['state'], string> = {
  waiting: 'This job waits for its turn already.',
  working: 'This job is being worked right now. Look again in a moment.',
  done: 'This job was done meanwhile.',
  failed: 'This job has failed. It can be retried or discarded.',
  discarded: 'This job was discarded meanwhile.',
}

function gone(): never {
  throw new Refusal('not_found', 'This job is no longer kept.')
}
