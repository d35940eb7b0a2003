import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { db } from '~/db/client'
import { mailJob, send } from '~/email/send.server'
import { env } from '~/env.server'
import { enqueue, startWorkers, stopWorkers } from '~/jobs/jobs.server'
import { findJob } from '~/jobs/overseeing.server'
import { log } from '~/observe/log.server'
import { openMailService } from './mail-service'

const port = Number(new URL(env.RESEND_BASE_URL ?? '').port)
let mail = await openMailService(port)

beforeAll(() => startWorkers([mailJob]))
afterEach(() => expect(mail.refusalsLeft()).toBe(0))
afterAll(async () => {
  await stopWorkers()
  await mail.close()
})

test('a letter arrives with both its parts, from the product, under the id of its job', async () => {
  const id = crypto.randomUUID()
  await send(letter('ada@atrium.test'), { id })
  await arrived('ada@atrium.test')
  expect(mail.to('ada@atrium.test')).toEqual([
    expect.objectContaining({
      key: id,
      from: env.EMAIL_FROM,
      subject: expect.stringContaining('Confirm'),
      html: expect.stringContaining('<bdi>Ada</bdi>'),
      text: expect.stringContaining('Hello Ada,'),
    }),
  ])
})

test('once a letter is sent, what it opens is nowhere in the database any more', async () => {
  const id = crypto.randomUUID()
  const token = crypto.randomUUID()
  const url = `https://atrium.test/verify-email?token=${token}`
  await send({ letter: 'verify', to: 'brief@atrium.test', props: { name: 'Ada', url } }, { id })
  await eventually(() => stateOf(id)).toBe('completed')
  expect(mail.to('brief@atrium.test')[0]?.html).toContain(token)
  const { rows } = await db.$client.query<{ row: string }>(
    'select row_to_json(job)::text as row from jobs.job',
  )
  expect(rows.filter(({ row }) => row.includes(id))).toHaveLength(1)
  expect(rows.filter(({ row }) => row.includes(token))).toEqual([])
})

test('a letter whose process died after it was sent is not sent in other words', async () => {
  const id = crypto.randomUUID()
  const to = 'cut-short@atrium.test'
  await send(letter(to), { id })
  await eventually(() => stateOf(id)).toBe('completed')
  await db.$client.query(`update jobs.job set state = 'retry', completed_on = null where id = $1`, [
    id,
  ])
  await eventually(() => stateOf(id)).toBe('completed')
  expect(mail.to(to)).toHaveLength(1)
})

test('a letter in a transaction that rolls back is never sent, in one that commits it is sent once', async () => {
  const undone = db.transaction(async (tx) => {
    await send(letter('undone@atrium.test'), { tx })
    throw new Error('changed my mind')
  })
  await expect(undone).rejects.toThrow('changed my mind')
  await db.transaction((tx) => send(letter('done@atrium.test'), { tx }))
  await arrived('done@atrium.test')
  await send(letter('last@atrium.test'))
  await arrived('last@atrium.test')
  expect(mail.to('undone@atrium.test')).toHaveLength(0)
  expect(mail.to('done@atrium.test')).toHaveLength(1)
})

test('a letter with the same id twice is sent once', async () => {
  const id = crypto.randomUUID()
  await send(letter('twice@atrium.test'), { id })
  await arrived('twice@atrium.test')
  await send(letter('twice@atrium.test'), { id })
  await send(letter('after@atrium.test'))
  await arrived('after@atrium.test')
  expect(mail.to('twice@atrium.test')).toHaveLength(1)
})

test.each([
  { status: 500, name: 'internal_server_error' },
  { status: 429, name: 'rate_limit_exceeded' },
  { status: 403, name: 'invalid_api_key' },
])('a letter that Resend answers with $status arrives later', async (refusal) => {
  const to = `after-${refusal.status}@atrium.test`
  mail.refuse(refusal)
  await send(letter(to))
  await arrived(to)
  expect(mail.to(to)).toHaveLength(1)
})

test('a letter written while the mail service is down arrives when it is back', async () => {
  await mail.close()
  const id = crypto.randomUUID()
  await send(letter('patient@atrium.test'), { id })
  await eventually(() => stateOf(id)).toBe('retry')
  mail = await openMailService(port)
  await arrived('patient@atrium.test')
})

test('a letter that Resend will never take ends with its reason, without the address, at once', async () => {
  const id = crypto.randomUUID()
  mail.refuse({
    status: 422,
    name: 'validation_error',
    message: 'Invalid `to` field: eve@atrium.test (https://atrium.test/verify?token=secret)',
  })
  await send(letter('eve@atrium.test'), { id })
  await eventually(() => failed(id)).toMatchObject({
    queue: 'mail',
    attempts: 1,
    error: '422 validation_error: Invalid `to` field: [address] ([link]',
  })
  expect(mail.to('eve@atrium.test')).toHaveLength(0)
})

test('no log line names an address or a link, even where Resend quotes them', async () => {
  const lines: string[] = []
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    lines.push(String(line))
    return true
  })
  const level = log.level
  log.level = 'trace'
  mail.refuse({
    status: 422,
    name: 'validation_error',
    message: 'secret@atrium.test https://atrium.test/verify-email?token=abc',
  })
  const id = crypto.randomUUID()
  await send(letter('secret@atrium.test'), { id })
  await eventually(() => failed(id)).toBeTruthy()
  log.level = level
  stdout.mockRestore()
  expect(lines.join('')).toContain(id)
  expect(lines.join('')).not.toMatch(/secret@|https?:|token|Ada/)
})

test('a letter that went out before its template changed counts as sent', async () => {
  const id = crypto.randomUUID()
  mail.refuse({ status: 409, name: 'invalid_idempotent_request' })
  await send(letter('before@atrium.test'), { id })
  await eventually(() => stateOf(id)).toBe('completed')
})

test('twenty letters at once all arrive, each once', async () => {
  const people = Array.from({ length: 20 }, (_, number) => `person-${number}@atrium.test`)
  await Promise.all(people.map((to) => send(letter(to))))
  await Promise.all(people.map(arrived))
  for (const to of people) expect(mail.to(to)).toHaveLength(1)
})

test('an address that is none is refused where the letter is written', async () => {
  await expect(send(letter('not an address'))).rejects.toThrow(/email/i)
  await expect(enqueue(mailJob, letter('not an address'))).rejects.toThrow(/email/i)
})

function letter(to: string) {
  const url = 'https://atrium.test/verify-email?token=abc'
  return { letter: 'verify' as const, to, props: { name: 'Ada', url } }
}

function arrived(to: string) {
  return eventually(() => mail.to(to).length).toBeGreaterThan(0)
}

function eventually<Result>(look: () => Result) {
  return expect.poll(look, { timeout: 15_000 })
}

async function failed(id: string) {
  const found = await db.transaction((tx) => findJob(tx, id))
  return found?.state === 'failed' ? found : undefined
}

async function stateOf(id: string): Promise<unknown> {
  const { rows } = await db.$client.query('select state from jobs.job where id = $1', [id])
  return rows[0]?.state
}
