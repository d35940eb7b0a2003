import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { db } from '~/db/client'
import { send } from '~/email/send.server'
import { env } from '~/env.server'
import {
  discardJob,
  getJob,
  listJobs,
  listQueues,
  retryJob,
} from '~/features/operator/jobs.functions'
import { GiveUp, type Job } from '~/jobs/job.server'
import { enqueue, installQueues, startWorkers, stopWorkers } from '~/jobs/jobs.server'
import { jobHealth } from '~/jobs/overseeing.server'
import { every, startSchedule, stopSchedule } from '~/jobs/schedule.server'
import { asOwner } from '../support/database'
import { knock } from '../support/knock'
import { arrive } from '../support/people'

const [olive, ada, cleo] = [await arrive('olive'), await arrive('ada'), await arrive('cleo')]
await asOwner(sql`update "user" set role = 'support' where id = ${cleo.id}`)
const reason = 'The tap is open again.'

let tapIsOpen = false
const done: string[] = []
const chore: Job<{ task: string }> = {
  name: 'chore',
  shape: z.object({ task: z.string() }),
  async work({ task }) {
    if (!tapIsOpen) throw new GiveUp('the tap is closed')
    done.push(task)
  },
}
/** Nobody works this one. */
const idle: Job<{ task: string }> = { ...chore, name: 'idle' }

beforeAll(async () => {
  await installQueues(env.DATABASE_OWNER_URL ?? env.DATABASE_URL, [chore, idle])
  await startWorkers([chore])
})
beforeEach(async () => {
  tapIsOpen = false
  await asOwner(sql`delete from jobs.job`)
  await asOwner(sql`truncate audit cascade`)
})
afterAll(async () => {
  stopSchedule()
  await stopWorkers()
})

const stateOf = async (id: string) => {
  const [row] = await asOwner(sql`select state from jobs.job where id = ${id}`)
  return row?.state
}
const until = (id: string, state: string) =>
  expect.poll(() => stateOf(id), { timeout: 15_000 }).toBe(state)

async function failedChore(task: string) {
  const id = await enqueue(chore, { task })
  await until(id, 'failed')
  return id
}

const lines = () =>
  asOwner(sql`select action, actor_name, details from audit where action like 'job.%' order by id`)

async function list(query: object) {
  const { result } = await knock(listJobs, query, olive.headers)
  return z
    .object({
      jobs: z.array(z.object({ id: z.string(), queue: z.string(), state: z.string() })),
      matching: z.number(),
      previous: z.string().nullable(),
      next: z.string().nullable(),
    })
    .parse(result)
}

const meanwhile = (sentence: string) => ({ code: 'conflict', sentence })

test('each queue says what waits in it and since when, and what became of the rest', async () => {
  const failed = await failedChore('hopeless')
  tapIsOpen = true
  await until(await enqueue(chore, { task: 'easy' }), 'completed')
  const old = await enqueue(idle, { task: 'old' })
  await enqueue(idle, { task: 'new' })
  await asOwner(
    sql`update jobs.job set created_on = now() - interval '5 minutes' where id = ${old}`,
  )
  await asOwner(sql`insert into jobs.job (name, state, completed_on) values
    ('idle', 'failed', now() - interval '2 days'), ('idle', 'completed', now() - interval '2 hours')`)

  const { result } = await knock(listQueues, undefined, cleo.headers)
  const { queues, health } = z
    .object({ queues: z.array(z.looseObject({ name: z.string() })), health: z.unknown() })
    .parse(result)
  expect(queues.find(({ name }) => name === 'idle')).toMatchObject({
    waiting: 2,
    oldestSeconds: expect.toSatisfy((age: number) => age >= 300 && age < 360),
    working: 0,
    done: 1,
    doneLastHour: 0,
    failed: 0,
    failedKept: 1,
  })
  expect(queues.find(({ name }) => name === 'chore')).toMatchObject({
    waiting: 0,
    oldestSeconds: null,
    done: 1,
    doneLastHour: 1,
    failed: 1,
  })
  expect(queues.find(({ name }) => name === 'mail')).toMatchObject({ waiting: 0, done: 0 })
  expect(health).toEqual(await db.transaction(jobHealth))
  expect(health).toMatchObject({ waiting: 2, failed: 1, done: 2 })
  expect((await list({ queue: 'chore', state: 'failed' })).jobs).toMatchObject([{ id: failed }])
  expect(await list({ state: 'waiting' })).toMatchObject({ matching: 2 })
})

test('a job shows what it carries and why it failed; a letter only which one it is, and to whom', async () => {
  const id = await failedChore('https://cdn.test/a.png?signature=secret')
  const { result } = await knock(getJob, { id }, cleo.headers)
  expect(result).toMatchObject({ queue: 'chore', error: 'the tap is closed', attempts: 1 })
  expect(result).toMatchObject({ data: expect.stringContaining('https://cdn.test/a.png"') })

  const mailed = crypto.randomUUID()
  const props = { name: 'Ada', url: 'https://atrium.test/verify-email?token=abc123' }
  await send({ letter: 'verify', to: ada.email, props }, { id: mailed })
  const one = await knock(getJob, { id: mailed }, olive.headers)
  expect(one.result).toMatchObject({ data: null, letter: { name: 'verify', to: ada.email } })
  const all = await knock(listJobs, { queue: 'mail' }, olive.headers)
  for (const { body } of [one, all]) expect(body).not.toMatch(/abc123|verify-email/)
})

describe('a job that failed', () => {
  test('is retried once by whoever asks first, is done, and the log says why', async () => {
    const id = await failedChore('water the tree')
    tapIsOpen = true
    const ask = { id, reason }
    const answers = await Promise.all([1, 2, 3].map(() => knock(retryJob, ask, olive.headers)))
    const refused = answers.flatMap(({ error }) => (error ? [error] : []))
    expect(refused).toHaveLength(2)
    await until(id, 'completed')
    expect(done.filter((task) => task === 'water the tree')).toHaveLength(1)
    expect(await lines()).toEqual([
      {
        action: 'job.retried',
        actor_name: 'Olive',
        details: { jobId: id, queue: 'chore', reason },
      },
    ])
    const { error } = await knock(retryJob, ask, olive.headers)
    expect(error).toMatchObject(meanwhile('This job was done meanwhile.'))
  })

  test('is discarded, and then neither retried nor discarded', async () => {
    const id = await failedChore('never mind')
    await knock(discardJob, { id, reason }, olive.headers)
    expect(await stateOf(id)).toBe('cancelled')
    for (const door of [retryJob, discardJob]) {
      const { error } = await knock(door, { id, reason }, olive.headers)
      expect(error).toMatchObject(meanwhile('This job was discarded meanwhile.'))
    }
    expect(await lines()).toMatchObject([{ action: 'job.discarded' }])
  })

  test('is gone for whoever comes too late', async () => {
    const id = await failedChore('forgotten')
    await asOwner(sql`delete from jobs.job`)
    for (const door of [retryJob, discardJob]) {
      const { error } = await knock(door, { id, reason }, olive.headers)
      expect(error).toMatchObject({ code: 'not_found', sentence: 'This job is no longer kept.' })
    }
  })
})

test('a job that waits is discarded and never worked; one under way is left alone', async () => {
  const id = await enqueue(idle, { task: 'waits' })
  const waiting = await knock(retryJob, { id, reason }, olive.headers)
  expect(waiting.error).toMatchObject(meanwhile('This job waits for its turn already.'))
  await knock(discardJob, { id, reason }, olive.headers)
  expect(await list({ state: 'discarded' })).toMatchObject({ jobs: [{ id }] })

  const busy = await enqueue(idle, { task: 'busy' })
  await asOwner(sql`update jobs.job set state = 'active', started_on = now() where id = ${busy}`)
  const { error } = await knock(discardJob, { id: busy, reason }, olive.headers)
  expect(error).toMatchObject({ code: 'conflict', sentence: expect.stringContaining('right now') })
})

test('sixty jobs put there at once are paged through, each met once, forth and back', async () => {
  await asOwner(sql`insert into jobs.job (name, created_on)
    select 'idle', timestamptz '2026-01-01 00:00:00.000001Z' from generate_series(1, 60)`)
  const first = await list({ queue: 'idle' })
  const second = await list({ queue: 'idle', page: first.next })
  const third = await list({ queue: 'idle', page: second.next })
  const met = [first, second, third].flatMap(({ jobs }) => jobs.map(({ id }) => id))
  expect(new Set(met).size).toBe(60)
  expect(third).toMatchObject({ matching: 60, next: null })
  expect(await list({ queue: 'idle', page: second.previous })).toEqual(first)
  await asOwner(
    sql`delete from jobs.job where id not in (${sql.join(
      first.jobs.map(({ id }) => sql`${id}`),
      sql`, `,
    )})`,
  )
  expect((await list({ queue: 'idle', page: first.next })).jobs).toEqual(first.jobs)
})

test('what is done on a schedule says when it was done last and when it is due', async () => {
  startSchedule([every(60, idle, { task: 'hourly' })])
  const { result } = await knock(listQueues, undefined, olive.headers)
  const { scheduled } = z.object({ scheduled: z.array(z.looseObject({})) }).parse(result)
  const hour = 3_600_000
  expect(scheduled).toEqual([
    {
      queue: 'idle',
      minutes: 60,
      nextAt: new Date(Math.ceil(Date.now() / hour) * hour),
      lastEndedAt: null,
    },
  ])
})

test('support looks and changes nothing; nobody else finds anything; each act has its reason', async () => {
  const id = await failedChore('guarded')
  for (const door of [retryJob, discardJob]) {
    expect((await knock(door, { id, reason }, cleo.headers)).error).toMatchObject({
      code: 'forbidden',
    })
    expect((await knock(door, { id, reason: 'no' }, olive.headers)).error).toMatchObject({
      code: 'invalid',
    })
  }
  for (const door of [listQueues, listJobs, getJob, retryJob, discardJob]) {
    const { error } = await knock(door, { id, reason }, ada.headers)
    expect(error).toMatchObject({ code: 'not_found', sentence: 'There is no such page.' })
  }
  expect(await stateOf(id)).toBe('failed')
  expect(await lines()).toEqual([])
})
