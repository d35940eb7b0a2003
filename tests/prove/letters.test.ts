import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openMailService } from '../email/mail-service'
import { type FreshDatabase, freshDatabase } from '../support/database'
import { sizes } from './sizes'

/** What happens to the first request for a letter, and then to the worker that made it. */
const mishaps = ['lost on the way', 'sent and not answered', 'killed before asking'] as const
type Mishap = (typeof mishaps)[number]

const planned = new Map<string, Mishap>()
const asked = new Set<string>()

let database: FreshDatabase
let mail: Awaited<ReturnType<typeof openMailService>>
const children = new Set<ChildProcess>()

beforeAll(async () => {
  database = await freshDatabase()
  mail = await openMailService(0, (key) => {
    const mishap = planned.get(key)
    planned.delete(key)
    asked.add(key)
    return mishap === 'killed before asking' ? undefined : mishap
  })
})

afterAll(async () => {
  await Promise.all([...children].map(kill))
  await mail.close()
  await database.drop()
})

test(`of ${sizes.mailKills} letters whose writers and workers are killed, none is lost and none is doubled`, async () => {
  const ids: string[] = []
  for (let round = 0; round < sizes.mailKills; round += 1) {
    const id = crypto.randomUUID()
    ids.push(id)
    await writeAndKill(id, mishaps[round % mishaps.length] ?? mishaps[0])
  }

  await startChild('work')
  await expect.poll(unfinished, { timeout: 180_000, interval: 500 }).toBe(0)

  expect(
    mail
      .to('kept@atrium.test')
      .map(({ key }) => key)
      .sort(),
  ).toEqual(ids.sort())
  expect(mail.to('lost@atrium.test')).toEqual([])
  expect(mail.sent).toHaveLength(sizes.mailKills)
  expect(mail.repeated()).toBeGreaterThan(0)
})

async function writeAndKill(id: string, mishap: Mishap): Promise<void> {
  planned.set(id, mishap)
  const worker = startChild('work')
  const writer = await startChild('write', id)
  await kill(writer)
  if (mishap !== 'killed before asking') {
    await expect.poll(() => asked.has(id), { timeout: 60_000 }).toBe(true)
  }
  await kill(await worker)
}

async function startChild(...args: string[]): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'tests/prove/letters-child.ts', ...args],
    {
      env: {
        ...process.env,
        NODE_ENV: 'test',
        LOG_LEVEL: 'silent',
        DATABASE_URL: database.url,
        RESEND_BASE_URL: mail.url,
        BETTER_AUTH_SECRET: 'not needed to write a letter, yet required',
      },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    },
  )
  children.add(child)
  await Promise.race([once(child, 'message'), diedTooSoon(child)])
  return child
}

async function diedTooSoon(child: ChildProcess): Promise<never> {
  await once(child, 'exit')
  throw new Error('The child process ended before it was ready.')
}

async function kill(child: ChildProcess): Promise<void> {
  children.delete(child)
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** Letters that are still to be sent, as the database knows it. */
async function unfinished(): Promise<number> {
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from jobs.job where name = 'mail' and state <> 'completed'`,
  )
  await client.end()
  return rows[0]?.count ?? -1
}
