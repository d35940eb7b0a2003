import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { asOwner } from '../support/database'
import { callAuth } from '../support/knock'
import { lettersTo } from '../support/letters'
import { arrive, type Person, password } from '../support/people'
import {
  passFirstStep,
  type SecondStep,
  setUpAuthenticator,
  withCookies,
} from '../support/second-step'

let ada: Person
let step: SecondStep
beforeAll(async () => {
  await asOwner(sql`delete from "user"`)
  ada = await arrive('ada')
  step = await setUpAuthenticator(ada)
  await asOwner(sql`create table kept as select * from two_factor`)
})
beforeEach(async () => {
  await asOwner(sql`delete from rate_limit`)
  await asOwner(sql`delete from jobs.job`)
  await asOwner(sql`delete from two_factor`)
  await asOwner(sql`insert into two_factor select * from kept`)
})

const show = (path: string, headers: Headers, code: string, more: object = {}) =>
  callAuth(`/two-factor/${path}`, { body: { code, ...more }, headers })
const isIn = async (headers: Headers) => (await callAuth('/get-session', { headers })).data !== null
const twenty = <Result>(work: () => Promise<Result>) =>
  Promise.all(Array.from({ length: 20 }, work))

test('the password is half of the way; the code, pasted in groups, is the other half', async () => {
  const half = await passFirstStep(ada.email)
  expect(await isIn(half)).toBe(false)
  const code = step.code()
  const done = await show('verify-totp', half, ` ${code.slice(0, 3)} ${code.slice(3)}\n`)
  expect(done.status).toBe(200)
  expect(await isIn(withCookies(half, done.headers))).toBe(true)
})

test('a code of the app is good once, also for twenty browsers at once', async () => {
  const halves = []
  for (let browser = 0; browser < 5; browser += 1) halves.push(await passFirstStep(ada.email))
  const code = step.code()
  const answers = await Promise.all(
    halves.flatMap((half) => Array.from({ length: 4 }, () => show('verify-totp', half, code))),
  )
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  const others = answers.filter(({ status }) => status !== 200)
  expect(others.map(({ data }) => data?.code)).toEqual(Array(19).fill('CODE_USED_ALREADY'))
})

test('the code that confirmed the setting-up opens nothing', async () => {
  const bob = await setUpAuthenticator(await arrive('bob'))
  const half = await passFirstStep('bob@acme.test')
  expect(await show('verify-totp', half, bob.code(-1))).toMatchObject({
    status: 400,
    data: { code: 'CODE_USED_ALREADY' },
  })
})

test('a backup code is good once, also for twenty at once, and may be written without its hyphen', async () => {
  const [code = '', second = ''] = step.backupCodes
  expect(step.backupCodes).toHaveLength(10)
  const half = await passFirstStep(ada.email)
  const answers = await twenty(() => show('verify-backup-code', half, code))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  const again = await passFirstStep(ada.email)
  expect(await show('verify-backup-code', again, code)).toMatchObject({
    status: 401,
    data: { code: 'INVALID_BACKUP_CODE' },
  })
  const written = ` ${second.replace('-', '')} `
  expect((await show('verify-backup-code', again, written)).status).toBe(200)
})

test('a code by letter is good once, also for twenty at once', async () => {
  const half = await passFirstStep(ada.email)
  await callAuth('/two-factor/send-otp', { body: {}, headers: half })
  const code = (await lettersTo(ada.email)).find(({ letter }) => letter === 'code')?.props.code
  const answers = await twenty(() => show('verify-otp', half, String(code)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
})

test('ten wrong codes lock the second step, and whoever has the password hears until when', async () => {
  for (let round = 0; round < 2; round += 1) {
    const half = await passFirstStep(ada.email)
    for (let digit = 0; digit < 5; digit += 1) {
      await show('verify-backup-code', half, `wrong-wrong${digit}`)
    }
  }
  const half = await passFirstStep(ada.email)
  for (const path of ['verify-totp', 'verify-backup-code', 'verify-otp']) {
    const answer = await show(path, half, step.code())
    expect(answer.data).toMatchObject({ code: 'ACCOUNT_TEMPORARILY_LOCKED' })
    const until = new Date(String(answer.data?.lockedUntil)).getTime() - Date.now()
    expect(until).toBeGreaterThan(14 * 60_000)
    expect(until).toBeLessThanOrEqual(15 * 60_000)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(14 * 60)
    expect((await show(path, new Headers(), '123456')).data).not.toHaveProperty('lockedUntil')
  }
  await asOwner(sql`update two_factor set locked_until = now() - interval '1 minute'`)
  await asOwner(sql`delete from rate_limit`)
  expect((await show('verify-totp', half, step.code())).status).toBe(200)
})

test('whoever has letters only is locked out after ten wrong codes too, however many letters they ask for', async () => {
  await asOwner(sql`delete from two_factor`)
  const guess = async () => {
    const half = await passFirstStep(ada.email)
    await callAuth('/two-factor/send-otp', { body: {}, headers: half })
    return {
      half,
      answers: [await show('verify-otp', half, 'wrong'), await show('verify-otp', half, 'wrong')],
    }
  }
  for (let round = 0; round < 5; round += 1) {
    const { answers } = await guess()
    expect(answers.map(({ data }) => data?.code)).toEqual(['INVALID_CODE', 'INVALID_CODE'])
  }
  const { half } = await guess()
  const code = (await lettersTo(ada.email)).findLast(({ letter }) => letter === 'code')?.props.code
  const locked = await show('verify-otp', half, String(code))
  expect(locked).toMatchObject({ status: 429, data: { code: 'ACCOUNT_TEMPORARILY_LOCKED' } })
  expect(String(locked.data?.lockedUntil)).toMatch(/^\d{4}-/)
  await asOwner(sql`delete from rate_limit`)
  expect((await show('verify-otp', half, String(code))).status).toBe(200)
})

test('six letters with a code are sent in an hour, whichever browser asks', async () => {
  const sent = []
  for (let letter = 0; letter < 7; letter += 1) {
    const half = await passFirstStep(ada.email)
    sent.push((await callAuth('/two-factor/send-otp', { body: {}, headers: half })).status)
  }
  expect(sent).toEqual([200, 200, 200, 200, 200, 200, 503])
  const codes = (await lettersTo(ada.email)).filter(({ letter }) => letter === 'code')
  expect(codes).toHaveLength(6)
})

test('codes by letter are on at once and have no backup codes; an authenticator can follow', async () => {
  const cleo = await arrive('cleo')
  const on = await callAuth('/two-factor/enable', {
    body: { password, method: 'otp' },
    headers: cleo.headers,
  })
  expect(on.data).toEqual({ method: 'otp' })
  expect(await passFirstStep(cleo.email)).toBeInstanceOf(Headers)
  const now = { ...cleo, headers: withCookies(cleo.headers, on.headers) }
  const codes = await callAuth('/two-factor/generate-backup-codes', {
    body: { password },
    headers: now.headers,
  })
  expect(codes.data).toMatchObject({ code: 'TWO_FACTOR_NOT_ENABLED' })
  expect((await setUpAuthenticator(now)).backupCodes).toHaveLength(10)
})

test('a wrong password changes nothing, and whoever has none shows that they came a moment ago', async () => {
  const change = (path: string, body: object) =>
    callAuth(`/two-factor/${path}`, { body, headers: step.headers })
  expect((await change('disable', { password: 'not the password' })).data).toMatchObject({
    code: 'INVALID_PASSWORD',
  })
  await asOwner(sql`update account set password = null`)
  await asOwner(sql`update session set created_at = now() - interval '2 days'`)
  for (const path of ['enable', 'disable', 'generate-backup-codes']) {
    expect(await change(path, {}), path).toMatchObject({
      status: 403,
      data: { code: 'SESSION_NOT_FRESH' },
    })
  }
  await asOwner(sql`update session set created_at = now()`)
  expect((await change('generate-backup-codes', {})).status).toBe(200)
  expect((await change('get-totp-uri', {})).status).toBe(404)
})
