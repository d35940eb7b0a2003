import { and, asc, desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '~/db/client'
import { momentKey } from '~/db/keyset.server'
import { job, queue } from './job-table.server'

/** How work fares: what waits now, the age of the oldest of it, and what failed or was done in the last 24 hours. */
export type Health = {
  waiting: number
  oldestSeconds: number | null
  failed: number
  done: number
}

/** How the work of every queue fares, letters included. */
export function jobHealth(tx: Transaction): Promise<Health> {
  return healthOf(tx)
}

/** How the work of one queue fares. */
export function queueHealth(tx: Transaction, name: string): Promise<Health> {
  return healthOf(tx, eq(job.queue, name))
}

async function healthOf(tx: Transaction, which?: SQL): Promise<Health> {
  const [found] = await tx.select(health).from(job).where(which)
  if (!found) throw new Error('An aggregate gives one row.')
  return found
}

const waits = sql`${job.state} < 'active'`

const ended = (state: SQL, hours: number) =>
  sql<number>`(count(*) filter (where ${job.state} = ${state}
    and ${job.endedAt} > now() - make_interval(hours => ${hours})))::int`

/** What waits for its next try has waited since it was put there. */
const health = {
  waiting: sql<number>`(count(*) filter (where ${waits}))::int`,
  oldestSeconds: sql<number | null>`extract(epoch from
    now() - min(${job.createdAt}) filter (where ${waits}))::int`,
  failed: ended(sql`'failed'`, 24),
  done: ended(sql`'completed'`, 24),
}

/** Every queue by its name, with what it holds and what it did in the last hour and day. One statement. */
export function listQueues(tx: Transaction) {
  return tx
    .select({
      name: queue.name,
      ...health,
      working: sql<number>`(count(*) filter (where ${job.state} = 'active'))::int`,
      /** All that are kept of those that failed. */
      failedKept: sql<number>`(count(*) filter (where ${job.state} = 'failed'))::int`,
      doneLastHour: ended(sql`'completed'`, 1),
      lastEndedAt: sql<Date | null>`max(${job.endedAt})`.mapWith(job.endedAt),
    })
    .from(queue)
    .leftJoin(job, eq(job.queue, queue.name))
    .groupBy(queue.name)
    .orderBy(asc(queue.name))
}

/** What the people who look after it call pg-boss's states. */
export const statesOf = {
  waiting: ['created', 'retry'],
  working: ['active'],
  done: ['completed'],
  failed: ['failed'],
  discarded: ['cancelled'],
} as const
export type JobState = keyof typeof statesOf

const columns = {
  id: job.id,
  queue: job.queue,
  data: job.data,
  state: sql<JobState>`case ${job.state}
    when 'active' then 'working' when 'completed' then 'done' when 'failed' then 'failed'
    when 'cancelled' then 'discarded' else 'waiting' end`.as('shown_state'),
  /** How often it was tried so far. */
  attempts:
    sql<number>`case when ${job.startedAt} is null then 0 else ${job.retryCount} + 1 end`.as(
      'attempts',
    ),
  createdAt: job.createdAt,
  /** The same as the key of a page. */
  key: momentKey(job.createdAt).as('key'),
  /** When it may be tried next, for what waits. */
  startAfter: job.startAfter,
  endedAt: job.endedAt,
  /** What its last try failed with; null where none did. */
  error: sql<
    string | null
  >`case when ${job.state} in ('retry', 'failed', 'cancelled', 'active') then
    coalesce(${job.output} ->> 'message', ${job.output} #>> '{value,message}') end`.as('error'),
}

type Wanted = {
  queue?: string
  state?: JobState
  /** What else must hold of the jobs. */
  where?: SQL
  /** Where this part of them begins, and whether it is read backwards, the oldest first. */
  from?: SQL
  backwards?: boolean
  limit: number
}

/** Jobs, the newest first, and how many there are of their kind. One statement. */
export async function listJobs(tx: Transaction, wanted: Wanted) {
  const which = and(
    wanted.queue ? eq(job.queue, wanted.queue) : undefined,
    wanted.state ? inArray(job.state, [...statesOf[wanted.state]]) : undefined,
    wanted.where,
  )
  const direction = wanted.backwards ? asc : desc
  const sorting = [direction(job.createdAt), direction(job.id)]
  const counted = tx
    .select({ matching: sql<number>`count(*)::int`.as('matching') })
    .from(job)
    .where(which)
    .as('counted')
  const page = tx
    .select({
      ...columns,
      place: sql<number>`row_number() over (order by ${sql.join(sorting, sql`, `)})`.as('place'),
    })
    .from(job)
    .where(and(which, wanted.from))
    .orderBy(...sorting)
    .limit(wanted.limit)
    .as('page')
  const rows = await tx.select().from(counted).leftJoin(page, sql`true`).orderBy(asc(page.place))
  return {
    matching: rows[0]?.counted.matching ?? 0,
    jobs: rows.flatMap(({ page }) => (page ? [page] : [])),
  }
}

/** One job of any queue; nothing where it is gone by now. */
export async function findJob(tx: Transaction, id: string): Promise<OverseenJob | undefined> {
  const [found] = await oneJob(tx, id)
  return found
}

/** The same, and nobody else changes it until the transaction ends. */
export async function holdJob(tx: Transaction, id: string): Promise<OverseenJob | undefined> {
  const [found] = await oneJob(tx, id).for('update')
  if (found) return found
  // A try that fails puts the row there anew, under the same id, and whoever waited for the old one meets none.
  const [anew] = await oneJob(tx, id).for('update')
  return anew
}

export type OverseenJob = Awaited<ReturnType<typeof oneJob>>[number]

function oneJob(tx: Transaction, id: string) {
  // The key begins with the queue.
  const queues = tx.select({ name: queue.name }).from(queue)
  return tx
    .select(columns)
    .from(job)
    .where(and(inArray(job.queue, queues), eq(job.id, id)))
}
