import { sql } from 'drizzle-orm'
import { afterEach, expect, test, vi } from 'vitest'
import { asOwner } from '../support/database'
import { callAuth } from '../support/knock'
import { lettersTo } from '../support/letters'
import { arrive, cookiesOf, password, people } from '../support/people'

const ada = await arrive('ada')
const ask = (email: string, query?: Record<string, string>, type = 'sign-in') =>
  callAuth('/email-otp/send-verification-otp', { body: { email, type }, query })
const newest = async (email: string) => (await lettersTo(email)).at(-1)
const codeFor = async (email: string) => {
  await ask(email)
  return (await newest(email))?.props.code ?? ''
}
const use = (email: string, otp: string) => callAuth('/sign-in/email-otp', { body: { email, otp } })
const other = (code: string) => code.replace(/./g, (digit) => String(9 - Number(digit)))

afterEach(() => {
  vi.useRealTimers()
})

test('six digits by letter sign in once, and what is stored of them opens nothing', async () => {
  const code = await codeFor(ada.email)
  expect(code).toMatch(/^\d{6}$/)
  expect(JSON.stringify(await asOwner(sql`select * from verification`))).not.toContain(code)
  const answer = await use(ada.email, code)
  const headers = new Headers({ cookie: cookiesOf(answer.headers) })
  expect((await callAuth('/get-session', { headers })).data).toMatchObject({
    user: { email: ada.email },
  })
  expect((await use(ada.email, code)).data).toMatchObject({ code: 'INVALID_OTP' })
})

test('a wrong code is refused, and after five of them the right one is too', async () => {
  const code = await codeFor(ada.email)
  for (const _ of [1, 2, 3, 4, 5]) {
    expect((await use(ada.email, other(code))).data).toMatchObject({ code: 'INVALID_OTP' })
  }
  const answer = await use(ada.email, code)
  expect(answer.data).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' })
  expect(answer.headers.getSetCookie()).toEqual([])
})

test('after a quarter of an hour a code is refused', async () => {
  const code = await codeFor(ada.email)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 16 * 60_000 })
  expect((await use(ada.email, code)).data).toMatchObject({ code: 'OTP_EXPIRED' })
})

test('a known and an unknown address are answered alike and get the same letter', async () => {
  const [known, unknown] = [await ask(ada.email), await ask('nobody@acme.test')]
  expect(unknown.status).toBe(known.status)
  expect(unknown.data).toEqual(known.data)
  expect((await newest('nobody@acme.test'))?.letter).toBe((await newest(ada.email))?.letter)
})

test('a code is sent to sign in with, and for nothing else', async () => {
  for (const type of ['email-verification', 'forget-password', 'change-email']) {
    expect((await ask(ada.email, undefined, type)).status, type).toBe(422)
  }
})

test('the letter leads back to the code, with the invitation and never elsewhere', async () => {
  await ask(ada.email, { redirect: '/invitation/abc' })
  const own = new URL((await newest(ada.email))?.props.url ?? '')
  expect(Object.fromEntries(own.searchParams)).toEqual({
    email: ada.email,
    way: 'code',
    redirect: '/invitation/abc',
  })
  await ask(ada.email, { redirect: 'https://elsewhere.test/' })
  const away = new URL((await newest(ada.email))?.props.url ?? '')
  expect(away.searchParams.has('redirect')).toBe(false)
})

test('a password nobody confirmed is removed by the code, and the answer says so', async () => {
  const { name, email } = people.eve
  await callAuth('/sign-up/email', { body: { name, email, password } })
  const answer = await use(email, await codeFor(email))
  expect(answer.headers.get('x-password-removed')).toBe('1')
  expect((await callAuth('/sign-in/email', { body: { email, password } })).status).toBe(401)
})
