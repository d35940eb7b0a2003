import { sql } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { db } from '~/db/client'
import { withTenant } from '~/db/tenant'
import { env } from '~/env.server'
import { GiveUp, type Job } from '~/jobs/job.server'
import { enqueue, installQueues, startWorkers, stopWorkers } from '~/jobs/jobs.server'
import { findJob } from '~/jobs/overseeing.server'

type Task = { task: string }
type Run = { task: string; id: string; attempt: number }

/** What the workers did, in order. */
const runs: Run[] = []
/** What a task does besides being noted. */
const acts = new Map<string, (attempt: number) => Promise<void> | void>()

const chore: Job<Task> = {
  name: 'chore',
  shape: z.object({ task: z.string() }),
  retryLimit: 2,
  async work({ task }, { id, attempt }) {
    runs.push({ task, id, attempt })
    await acts.get(task)?.(attempt)
  },
}
const uninstalled: Job<Task> = { ...chore, name: 'uninstalled' }

const ownerUrl = env.DATABASE_OWNER_URL ?? env.DATABASE_URL
const organization = { id: crypto.randomUUID() }

beforeAll(async () => {
  await installQueues(ownerUrl, [chore])
  await startWorkers([chore])
})
afterEach(() => acts.clear())
afterAll(stopWorkers)

test('a job enqueued in a transaction that rolls back is never worked, one that commits is', async () => {
  await expect(
    db.transaction(async (tx) => {
      await enqueue(chore, { task: 'undone' }, { tx })
      throw new Error('changed my mind')
    }),
  ).rejects.toThrow('changed my mind')
  await db.transaction((tx) => enqueue(chore, { task: 'done' }, { tx }))

  await worked('done')
  expect(runsOf('done')).toHaveLength(1)
  expect(runsOf('undone')).toEqual([])
  expect(await stored('undone')).toBe(0)
})

test('a job is not worked before its transaction commits', async () => {
  await db.transaction(async (tx) => {
    await enqueue(chore, { task: 'early' }, { tx })
    await enqueue(chore, { task: 'meanwhile' })
    await worked('meanwhile')
    expect(runsOf('early')).toEqual([])
  })
  await worked('early')
})

test('a job can be enqueued by a tenant, who stays a tenant and cannot read the queue', async () => {
  await withTenant({ organization }, async (tx) => {
    await enqueue(chore, { task: 'for a tenant' }, { tx })
    const { rows } = await tx.execute(sql`select current_user as name`)
    expect(rows).toEqual([{ name: 'tenant' }])
  })
  await worked('for a tenant')
  const peek = withTenant({ organization }, (tx) => tx.execute(sql`select * from jobs.job`))
  await expect(peek).rejects.toMatchObject({ cause: { code: '42501' } })
})

test('a tenant stays a tenant also when enqueueing fails', async () => {
  await withTenant({ organization }, async (tx) => {
    await expect(enqueue(uninstalled, { task: 'lost' }, { tx })).rejects.toThrow('does not exist')
    const { rows } = await tx.execute(sql`select current_user as name`)
    expect(rows).toEqual([{ name: 'tenant' }])
  })
})

test('the same id twice is one job', async () => {
  const id = crypto.randomUUID()
  expect(await enqueue(chore, { task: 'once' }, { id })).toBe(id)
  expect(await enqueue(chore, { task: 'once' }, { id })).toBe(id)
  await enqueue(chore, { task: 'after once' })
  await worked('after once')
  expect(runsOf('once')).toHaveLength(1)
})

test('data that does not fit is refused where it is enqueued', async () => {
  const wrong: Task = JSON.parse('{"task":7}')
  await expect(enqueue(chore, wrong)).rejects.toThrow(/expected string/)
})

test('a job that fails is tried again, and its neighbours are not', async () => {
  acts.set('stumbles', (attempt) => {
    if (attempt === 1) throw new Error('not yet')
  })
  await db.transaction(async (tx) => {
    await enqueue(chore, { task: 'stumbles' }, { tx })
    await enqueue(chore, { task: 'neighbour' }, { tx })
  })
  await eventually(() => runsOf('stumbles')).toMatchObject([{ attempt: 1 }, { attempt: 2 }])
  expect(new Set(runsOf('stumbles').map(({ id }) => id)).size).toBe(1)
  expect(runsOf('neighbour')).toHaveLength(1)
})

test('a job that always fails ends with its reason where the operator finds it', async () => {
  acts.set('hopeless', () => {
    throw new Error('the tap is closed')
  })
  const id = await enqueue(chore, { task: 'hopeless' })
  await eventually(() => failed(id)).toBeTruthy()
  expect(await failed(id)).toMatchObject({
    id,
    queue: 'chore',
    data: { task: 'hopeless' },
    error: 'the tap is closed',
    endedAt: expect.any(Date),
    attempts: 3,
  })
})

test('a job that gives up is not tried again', async () => {
  acts.set('gives up', () => {
    throw new GiveUp('there is no such tap')
  })
  const id = await enqueue(chore, { task: 'gives up' })
  await eventually(() => failed(id)).toBeTruthy()
  expect(await failed(id)).toMatchObject({ error: 'there is no such tap', attempts: 1 })
})

test('fifty jobs at once are all worked, each once, without waiting for the next look', async () => {
  const tasks = Array.from({ length: 50 }, (_, number) => `of fifty, ${number}`)
  await Promise.all(tasks.map((task) => enqueue(chore, { task })))
  await expect
    .poll(() => tasks.every((task) => runsOf(task).length > 0), { timeout: 5_000 })
    .toBe(true)
  expect(tasks.flatMap(runsOf)).toHaveLength(50)
})

test('loading the code anew replaces what a job does and starts no second worker', async () => {
  const replaced: string[] = []
  const again: Job<Task> = {
    ...chore,
    async work({ task }) {
      replaced.push(task)
    },
  }
  await startWorkers([again])
  await enqueue(again, { task: 'with new code' })
  await eventually(() => replaced).toEqual(['with new code'])
  expect(runsOf('with new code')).toEqual([])
  await startWorkers([chore])
})

test('stopping finishes the job under way and may be asked twice', async () => {
  let finish = () => {}
  let finished = false
  acts.set('long', async () => {
    await new Promise<void>((resolve) => {
      finish = resolve
    })
    finished = true
  })
  await enqueue(chore, { task: 'long' })
  await worked('long')
  const stopping = [stopWorkers(), stopWorkers()]
  finish()
  await Promise.all(stopping)
  expect(finished).toBe(true)
  expect(await stateOf('long')).toBe('completed')
  await stopWorkers()
  await startWorkers([chore])
})

test('the queues can be installed by nine at once on an empty database', async () => {
  await stopWorkers()
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  await owner.query('drop schema jobs cascade')
  await owner.end()

  await Promise.all(Array.from({ length: 9 }, () => installQueues(ownerUrl, [chore])))
  await startWorkers([chore])
  await enqueue(chore, { task: 'in a new house' })
  await worked('in a new house')
})

function runsOf(task: string): Run[] {
  return runs.filter((run) => run.task === task)
}

function worked(task: string) {
  return eventually(() => runsOf(task).length).toBeGreaterThan(0)
}

function eventually<Result>(look: () => Result) {
  return expect.poll(look, { timeout: 20_000 })
}

async function failed(id: string) {
  const found = await db.transaction((tx) => findJob(tx, id))
  return found?.state === 'failed' ? found : undefined
}

async function stored(task: string): Promise<number> {
  const { rowCount } = await db.$client.query(`select from jobs.job where data ->> 'task' = $1`, [
    task,
  ])
  return rowCount ?? 0
}

async function stateOf(task: string): Promise<unknown> {
  const { rows } = await db.$client.query(`select state from jobs.job where data ->> 'task' = $1`, [
    task,
  ])
  return rows[0]?.state
}
