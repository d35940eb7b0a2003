import { AsyncLocalStorage } from 'node:async_hooks'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { type Job as Claimed, type Db, fromDrizzle, type JobResult, type PgBoss } from 'pg-boss'
import { db, type Transaction } from '~/db/client'
import { env } from '~/env.server'
import { openBoss, patience, schema } from './boss.server'
import { attempt, type Job } from './job.server'

/**
 * The owner's step after the migrations: the queue's schema, a queue for each job, and the rights of the role
 * `app`. Safe to run again, and from many processes at once.
 */
export async function installQueues(ownerUrl: string, jobs: readonly Job<object>[]): Promise<void> {
  const lock = new pg.Client({ connectionString: ownerUrl })
  await lock.connect()
  const boss = openBoss({ connectionString: ownerUrl, max: 2, supervise: false })
  try {
    await lock.query("select pg_advisory_lock(hashtextextended('atrium.jobs', 0))")
    await boss.start()
    for (const { name, retryLimit = patience.retryLimit } of jobs) {
      const settings = { ...patience, retryLimit, notify: true }
      await boss.createQueue(name, settings)
      // An older version had a queue of the dead, whose copies outlive what a job carried.
      await boss.updateQueue(name, { ...settings, deadLetter: null })
    }
    await lock.query(`
      create index if not exists job_listed on ${schema}.job_common (name, created_on, id);
      grant usage on schema ${schema} to app;
      grant select, insert, update, delete on all tables in schema ${schema} to app;
      grant usage on all sequences in schema ${schema} to app;
      grant execute on all functions in schema ${schema} to app`)
  } finally {
    await boss.stop({ graceful: false })
    await lock.end()
  }
}

const connection = new AsyncLocalStorage<Db>()

/** Never started: it only writes, on the connection at hand, so that enqueueing never waits for a second one. */
const sender = openBoss({
  migrate: false,
  supervise: false,
  db: { executeSql: (text, values) => (connection.getStore() ?? plain).executeSql(text, values) },
})

const plain: Db = { executeSql: (text, values) => db.$client.query(text, values) }

export type EnqueueOptions = {
  /** The job exists if and only if this transaction commits, whatever role it has taken. */
  tx?: Transaction
  /** A uuid. The same one again within a week is the same job, and is not worked twice. */
  id?: string
}

/** Puts a job on its queue, and returns its id. */
export async function enqueue<T extends object>(
  job: Job<T>,
  data: NoInfer<T>,
  { tx, id = crypto.randomUUID() }: EnqueueOptions = {},
): Promise<string> {
  job.shape.parse(data)
  const send = () => sender.send(job.name, data, { id })
  if (tx) await asLogin(tx, () => connection.run(fromDrizzle(tx, sql), send))
  else await send()
  return id
}

/** Puts many of one kind on their queue at once. They exist if and only if the transaction commits. */
export async function enqueueAll<T extends object>(
  job: Job<T>,
  all: readonly NoInfer<T>[],
  { tx }: { tx: Transaction },
): Promise<void> {
  if (all.length === 0) return
  const jobs = all.map((data) => ({ data: job.shape.parse(data) }))
  await asLogin(tx, () => connection.run(fromDrizzle(tx, sql), () => sender.insert(job.name, jobs)))
}

/** Runs `work` as the login itself, whatever role the transaction has taken, and goes back to that role. */
async function asLogin(tx: Transaction, work: () => Promise<unknown>): Promise<void> {
  const { rows } = await tx.execute<{ role: string }>(
    sql`with was as materialized (select current_setting('role') as role)
        select role, set_config('role', 'none', true) from was`,
  )
  const role = rows[0]?.role ?? 'none'
  try {
    await work()
  } finally {
    // Where the work failed in the database, the transaction is dead and there is no role to go back to.
    if (role !== 'none') await tx.execute(becoming(role)).catch(() => undefined)
  }
}

const becoming = (role: string) => sql`select set_config('role', ${role}, true)`

const key = Symbol.for('atrium.jobs')
type Workers = { jobs: Map<string, Job<object>>; boss: Promise<PgBoss> }
const processWide: typeof globalThis & { [key]?: Workers } = globalThis

/**
 * Begins to work these jobs, whose queues must be installed. Called again it only replaces what the
 * jobs do: once per process, also when development reloads this file.
 */
export async function startWorkers(jobs: readonly Job<object>[]): Promise<void> {
  const named = new Map(jobs.map((job) => [job.name, job]))
  const running = processWide[key]
  if (running) {
    running.jobs = named
    await running.boss
    return
  }
  const workers: Workers = { jobs: named, boss: beginWork([...named.keys()]) }
  processWide[key] = workers
  workers.boss.catch(() => {
    delete processWide[key]
  })
  await workers.boss
}

async function beginWork(queues: string[]): Promise<PgBoss> {
  const boss = openBoss({
    connectionString: env.DATABASE_URL,
    max: 4,
    migrate: false,
    createSchema: false,
    useListenNotify: true,
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
  })
  await boss.start()
  for (const queue of queues) {
    await boss.work(
      queue,
      {
        batchSize: 5,
        burstWhenBatchFull: true,
        perJobResults: true,
        pollingIntervalSeconds: 2,
        // A job that waits for its next try is not announced when its time comes.
        notifyPollingIntervalSeconds: 2,
      },
      (claimed) => Promise.all(claimed.map((each) => attemptNamed(queue, each))),
    )
  }
  return boss
}

function attemptNamed(queue: string, claimed: Claimed<unknown>): Promise<JobResult> {
  const job = processWide[key]?.jobs.get(queue)
  if (!job) throw new Error(`Nobody works the queue ${queue} any more.`)
  return attempt(job, claimed)
}

/** Finishes the jobs under way, for ten seconds at most; what is cut short is tried again. Safe to call twice. */
export async function stopWorkers(): Promise<void> {
  const workers = processWide[key]
  const boss = await workers?.boss
  await boss?.stop({ graceful: true, timeout: 10_000 })
  if (processWide[key] === workers) delete processWide[key]
}
