import { and, inArray, type SQL, sql } from 'drizzle-orm'
import { append } from '~/audit/append.server'
import type { OperatorScope } from '~/auth/operator/operator-scope.server'
import type { Transaction } from '~/db/client'
import { user } from '~/db/schema'
import { mailHealth } from '~/email/health.server'
import { type KeptLetter, keptShape } from '~/email/kept-letter'
import { letterNames } from '~/email/letters'
import { readLetter } from '~/email/reading.server'
import { mailJob } from '~/email/send.server'
import { job } from '~/jobs/job-table.server'
import { retryJob } from '~/jobs/mending.server'
import { findJob, holdJob, listJobs, type OverseenJob } from '~/jobs/overseeing.server'
import { Refusal } from '~/refusal'
import { partOf, shownOf } from './jobs-place.server'
import type { LettersQuery } from './letters'

export type LettersPage = Awaited<ReturnType<typeof list>>
export type ListedLetter = LettersPage['letters'][number]
export type OneLetter = Awaited<ReturnType<typeof get>>

const queue = mailJob.name
const hours = { hour: 1, day: 24, 'three-days': 72 }

/**
 * One page of the letters that are kept, the newest first, with whose address each went to, and how all of them fare.
 * Three statements. A place that was forged or has become empty is the first page.
 */
export async function list(scope: OperatorScope, { page, ...asked }: LettersQuery) {
  const { tx } = scope
  const { place, ...part } = partOf(page)
  const wanted = { queue, state: asked.state, where: wantedBy(asked), ...part }
  const { jobs, matching } = await listJobs(tx, wanted)
  if (jobs.length === 0 && place) return list(scope, asked)
  const { shown, previous, next } = shownOf(jobs, place)
  const letters = shown.map(listed)
  const people = await peopleAt(tx, letters)
  return {
    letters: letters.map((each) => ({ ...each, person: people.get(each.to) ?? null })),
    matching,
    previous,
    next,
    names: letterNames,
    health: await mailHealth(tx),
  }
}

/** One letter as it can be looked at by whoever it is not for. Refuses not_found. */
export async function get({ tx }: OperatorScope, { id }: { id: string }) {
  const found = (await findJob(tx, id)) ?? gone()
  if (found.queue !== queue) gone()
  const letter = letterIn(found)
  const shown = listed(found)
  const people = await peopleAt(tx, [shown])
  return {
    ...shown,
    person: people.get(shown.to) ?? null,
    /** The mail service's own id of it. */
    sentAs: letter?.sent?.id ?? null,
    /** Null where its template is another by now. */
    reading: letter ? await readLetter(letter) : null,
  }
}

/**
 * Has a letter that failed sent once more, under the id that keeps the mail service from sending it twice.
 * Refuses not_found, and conflict where it has not failed, its links are no longer kept, or somebody was faster.
 */
export async function resend(scope: OperatorScope, { id, reason }: { id: string; reason: string }) {
  const held = (await holdJob(scope.tx, id)) ?? gone()
  if (held.queue !== queue) gone()
  if (held.state !== 'failed') throw new Refusal('conflict', sentences[held.state])
  const letter = letterIn(held)
  if (!letter || letter.veiled) throw new Refusal('conflict', tooLate)
  if (!(await retryJob(scope.tx, held))) throw new Refusal('conflict', sentences.waiting)
  await append(scope, 'letter.resent', { jobId: id, letter: letter.letter, reason })
  return { id }
}

/** The letter that a job carries; null where it is none, or of an older make. */
export function letterIn({ queue: name, data }: OverseenJob): KeptLetter | null {
  return (name === queue && keptShape.safeParse(data).data) || null
}

/** Which letter it is, and whom it is to, also of an older make. */
export function nameOf(data: unknown): { name: string; to: string } {
  const { letter, to }: Record<string, unknown> = { ...(data instanceof Object && data) }
  return { name: String(letter ?? 'unknown'), to: String(to ?? '') }
}

function listed(found: OverseenJob) {
  const { data, key: _, queue: _queue, ...state } = found
  const letter = letterIn(found)
  const { name, to } = nameOf(data)
  const { props } = letter ?? {}
  return {
    ...state,
    name,
    to,
    /** The organization it speaks of. */
    organization: props && 'organization' in props ? props.organization : null,
    resendable: state.state === 'failed' && letter !== null && !letter.veiled,
  }
}

function wantedBy({ q, letter, within }: LettersQuery): SQL | undefined {
  return and(
    q ? sql`position(lower(${q}) in lower(${job.data} ->> 'to')) > 0` : undefined,
    letter ? sql`${job.data} ->> 'letter' = ${letter}` : undefined,
    within ? sql`${job.createdAt} > now() - make_interval(hours => ${hours[within]})` : undefined,
  )
}

/** Who has these addresses now. */
async function peopleAt(tx: Transaction, letters: { to: string }[]) {
  const addresses = [...new Set(letters.map(({ to }) => to))]
  const people = await tx
    .select({ id: user.id, name: user.name, email: user.email })
    .from(user)
    .where(inArray(user.email, addresses))
  return new Map(people.map(({ email, ...person }) => [email, person]))
}

const tooLate =
  'What this letter opens is no longer kept, so it would open nothing. Have a new one written where it came from.'

const sentences: Record<OverseenJob['state'], string> = {
  waiting: 'This letter is on its way already.',
  working: 'This letter is being sent right now. Look again in a moment.',
  done: 'This letter was sent meanwhile.',
  failed: tooLate,
  discarded: 'This letter was discarded meanwhile.',
}

function gone(): never {
  throw new Refusal('not_found', 'This letter is no longer kept.')
}
