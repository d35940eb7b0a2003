import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { db } from '~/db/client'
import { forgettingJob } from '~/email/forgetting.server'
import { mailHealth } from '~/email/health.server'
import { mailJob, send } from '~/email/send.server'
import { env } from '~/env.server'
import { discardJob, retryJob } from '~/features/operator/jobs.functions'
import { getLetter, listLetters, resendLetter } from '~/features/operator/letters.functions'
import { startWorkers, stopWorkers } from '~/jobs/jobs.server'
import { openMailService } from '../email/mail-service'
import { asOwner } from '../support/database'
import { knock } from '../support/knock'
import { arrive } from '../support/people'

const mail = await openMailService(Number(new URL(env.RESEND_BASE_URL ?? '').port))
const [olive, ada, cleo] = [await arrive('olive'), await arrive('ada'), await arrive('cleo')]
await asOwner(sql`update "user" set role = 'support' where id = ${cleo.id}`)
const reason = 'She asked for it on the telephone.'

beforeAll(() => startWorkers([mailJob]))
afterEach(() => asOwner(sql`truncate audit cascade`))
afterAll(async () => {
  await stopWorkers()
  await mail.close()
})

const letterShape = z.object({
  id: z.string(),
  name: z.string(),
  to: z.string(),
  state: z.string(),
  error: z.string().nullable(),
  attempts: z.number(),
  organization: z.string().nullable(),
  resendable: z.boolean(),
  person: z.object({ id: z.string(), name: z.string() }).nullable(),
})
const pageShape = z.object({
  letters: z.array(letterShape),
  matching: z.number(),
  previous: z.string().nullable(),
  next: z.string().nullable(),
})

async function list(query: object) {
  const { result } = await knock(listLetters, query, olive.headers)
  return pageShape.parse(result)
}

const look = async (id: string) => {
  const { result } = await knock(getLetter, { id }, cleo.headers)
  const reading = z.object({ subject: z.string(), html: z.string(), text: z.string() })
  return letterShape.extend({ reading, sentAs: z.string().nullable() }).parse(result)
}

type Written = { id: string; token: string; to: string }

async function written(to: string): Promise<Written> {
  const [id, token] = [crypto.randomUUID(), crypto.randomUUID()]
  const props = { name: 'Ada', url: `https://atrium.test/verify-email?token=${token}` }
  await send({ letter: 'verify', to, props }, { id })
  return { id, token, to }
}

/** A letter that the mail service will never take, as it says. */
async function failedLetter(to: string): Promise<Written> {
  const message = `Invalid to: ${to}`
  mail.refuse({ status: 422, name: 'validation_error', message })
  const letter = await written(to)
  await until(letter.id, 'failed')
  return letter
}

const rowOf = async (id: string) => {
  const [row] = await asOwner(sql`select state, data::text as data from jobs.job where id = ${id}`)
  return z.object({ state: z.string(), data: z.string() }).parse(row)
}

const until = (id: string, state: string) =>
  expect.poll(async () => (await rowOf(id)).state, { timeout: 15_000 }).toBe(state)

const lines = () =>
  asOwner(sql`select action, actor_name, subject_id, details from audit
    where action like 'letter.%' or action like 'job.%' order by id`)

const conflict = (sentence: string) => ({ code: 'conflict', sentence })

test('a letter that failed is found by what is known of it, with why', async () => {
  const failed = await failedLetter('countess_100@engines.test')
  await written(ada.email)
  const found = {
    id: failed.id,
    name: 'verify',
    to: failed.to,
    state: 'failed',
    error: '422 validation_error: Invalid to: [address]',
    attempts: 1,
    resendable: true,
    person: null,
  }
  for (const query of [
    { q: 'COUNTESS_100@' },
    { q: '_100' },
    { state: 'failed', letter: 'verify', within: 'hour' },
  ]) {
    expect(await list(query), JSON.stringify(query)).toMatchObject({ letters: [found] })
  }
  for (const query of [{ q: '%' }, { q: 'c%s_' }, { letter: 'reset' }, { state: 'discarded' }]) {
    expect(await list(query), JSON.stringify(query)).toMatchObject({ letters: [], matching: 0 })
  }
  const [to] = (await list({ q: ada.email })).letters
  expect(to?.person).toEqual({ id: ada.id, name: 'Ada' })
  const fares = await db.transaction(mailHealth)
  expect(fares).toMatchObject({ failed: 1, done: expect.any(Number), waiting: expect.any(Number) })
})

test('its page shows how it looks, and nothing in it opens anything', async () => {
  const failed = await failedLetter('page@engines.test')
  const { body } = await knock(getLetter, { id: failed.id }, cleo.headers)
  expect(body).not.toContain(failed.token)
  const { reading } = await look(failed.id)
  expect(reading.html).toContain('<bdi>Ada</bdi>')
  expect(reading.text).toContain('https://atrium.test/…')
  expect(reading.html).not.toMatch(/ style="| href=|<script|<img/)
  expect((await rowOf(failed.id)).data).toContain(failed.token)

  const props = { code: '140592', for: 'confirm' as const, minutes: '5', url: 'https://a.test/x' }
  const id = crypto.randomUUID()
  await send({ letter: 'code', to: ada.email, props }, { id })
  await until(id, 'completed')
  expect(await look(id)).toMatchObject({ state: 'done', sentAs: id, resendable: false })
  expect((await look(id)).reading.subject).toMatch(/^… is your code/)
  expect(JSON.stringify(await look(id))).not.toContain('140592')
})

describe('a letter that failed', () => {
  test('is sent again by support, with a reason, once, whoever else asks', async () => {
    const failed = await failedLetter('again@engines.test')
    const ask = { id: failed.id, reason }
    const answers = await Promise.all([
      knock(resendLetter, ask, cleo.headers),
      knock(resendLetter, ask, olive.headers),
    ])
    const refusals = answers.flatMap(({ error }) => (error ? [error] : []))
    expect(refusals).toMatchObject([conflict('This letter is on its way already.')])
    await until(failed.id, 'completed')
    expect(mail.to(failed.to)).toMatchObject([{ key: failed.id }])
    expect(mail.to(failed.to)[0]?.html).toContain(failed.token)
    expect((await rowOf(failed.id)).data).not.toContain(failed.token)
    expect(await lines()).toEqual([
      {
        action: 'letter.resent',
        actor_name: expect.stringMatching(/Cleo|Olive/),
        subject_id: failed.id,
        details: { jobId: failed.id, letter: 'verify', reason },
      },
    ])
    const after = await knock(resendLetter, ask, olive.headers)
    expect(after.error).toMatchObject(conflict('This letter was sent meanwhile.'))
  })

  test('opens nothing any more a day later, and is not sent then by any way', async () => {
    const [failed, fresh] = [await failedLetter('old@engines.test'), await failedLetter('n@e.test')]
    await asOwner(sql`update jobs.job set created_on = created_on - interval '23 hours'
      where id = ${failed.id}`)
    await forgettingJob.work({}, { id: crypto.randomUUID(), attempt: 1 })
    expect((await rowOf(failed.id)).data).not.toContain(failed.token)
    expect((await rowOf(fresh.id)).data).toContain(fresh.token)
    expect(await look(failed.id)).toMatchObject({
      to: failed.to,
      state: 'failed',
      resendable: false,
    })
    for (const door of [resendLetter, retryJob]) {
      const { error } = await knock(door, { id: failed.id, reason }, olive.headers)
      expect(error).toMatchObject({
        code: 'conflict',
        sentence: expect.stringContaining('no longer kept'),
      })
    }
    expect(mail.to(failed.to)).toEqual([])
    expect(await lines()).toEqual([])
  })

  test('that is discarded takes what it would have opened with it', async () => {
    const failed = await failedLetter('discarded@engines.test')
    await knock(discardJob, { id: failed.id, reason }, olive.headers)
    const { data, state } = await rowOf(failed.id)
    expect(state).toBe('cancelled')
    expect(data).not.toContain(failed.token)
    const { error } = await knock(resendLetter, { id: failed.id, reason }, olive.headers)
    expect(error).toMatchObject(conflict('This letter was discarded meanwhile.'))
    expect(await lines()).toMatchObject([{ action: 'job.discarded', actor_name: 'Olive' }])
  })
})

test('sixty letters are paged through, each met once, forth and back, and a forged place is the first', async () => {
  const asked = { q: 'of-sixty' }
  const all = Array.from({ length: 60 }, (_, number) => `${number}-of-sixty@engines.test`)
  const row = (to: string) => JSON.stringify({ letter: 'verify', to, props: {}, veiled: true })
  await asOwner(sql`insert into jobs.job (name, data, state, completed_on)
    select 'mail', value, 'completed', now() from jsonb_array_elements(${`[${all.map(row)}]`}::jsonb)`)
  const first = await list(asked)
  const second = await list({ ...asked, page: first.next })
  const third = await list({ ...asked, page: second.next })
  const met = [first, second, third].flatMap(({ letters }) => letters.map(({ to }) => to))
  expect(met.toSorted()).toEqual(all.toSorted())
  expect(third).toMatchObject({ matching: 60, next: null })
  expect((await list({ ...asked, page: second.previous })).letters).toEqual(first.letters)
  for (const page of ['x', Buffer.from('["after",1,"no id"]').toString('base64url')]) {
    expect((await list({ ...asked, page })).letters).toEqual(first.letters)
  }
  // Of an older make: it can be found, and not be read.
  const { result } = await knock(getLetter, { id: first.letters[0]?.id }, olive.headers)
  expect(result).toMatchObject({ reading: null, resendable: false })
})

test('nobody else meets a letter, and nobody sends one without a reason', async () => {
  const failed = await failedLetter('closed@engines.test')
  const refused = { code: 'not_found', sentence: 'There is no such page.' }
  expect((await knock(listLetters, {}, ada.headers)).error).toMatchObject(refused)
  expect((await knock(getLetter, { id: failed.id }, ada.headers)).error).toMatchObject(refused)
  const again = { id: failed.id, reason }
  expect((await knock(resendLetter, again, ada.headers)).error).toMatchObject(refused)
  const silent = await knock(resendLetter, { id: failed.id, reason: ' ' }, olive.headers)
  expect(silent.error).toMatchObject({
    code: 'invalid',
    fields: { reason: expect.stringContaining('Say why') },
  })
  const other = await knock(getLetter, { id: 'no id at all' }, olive.headers)
  expect(other.error).toMatchObject({
    code: 'not_found',
    sentence: expect.stringContaining('no longer kept'),
  })
  expect((await rowOf(failed.id)).state).toBe('failed')
})
