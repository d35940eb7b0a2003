import { sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { asOwner } from '../support/database'
import { callAuth } from '../support/knock'
import { lettersTo, tokenIn } from '../support/letters'
import { password, people, signIn } from '../support/people'
import { withCookies } from '../support/second-step'

const { name, email } = people.eve
const strangers = "the stranger's password"

beforeEach(async () => {
  await asOwner(sql`delete from "user"`)
  await asOwner(sql`delete from jobs.job`)
  await asOwner(sql`delete from rate_limit`)
})

/** Signs up, and gives what the browser keeps and the letter's token. */
async function signUp(secret = password) {
  const { headers } = await callAuth('/sign-up/email', { body: { name, email, password: secret } })
  const letter = (await lettersTo(email)).findLast(({ letter }) => letter === 'verify')
  return { browser: withCookies(new Headers(), headers), token: tokenIn(letter) }
}

const confirm = (token: string, headers?: Headers) =>
  callAuth('/verify-email', { query: { token }, headers })
const claim = (token: string, secret?: string) =>
  callAuth('/verify-email/claim', { body: { token, password: secret } })
const isConfirmed = async () =>
  (await asOwner(sql`select email_verified from "user" where email = ${email}`))[0]?.email_verified
const whoIs = async (headers: Headers) =>
  Object((await callAuth('/get-session', { headers })).data).user?.email

test('in the browser that signed up, the link is enough, and the password stays', async () => {
  const { browser, token } = await signUp()
  const answer = await confirm(token, browser)
  expect(answer.status).toBe(200)
  expect(await whoIs(withCookies(browser, answer.headers))).toBe(email)
  await signIn(email)
})

test('in another browser whoever chose the password types it, and it stays', async () => {
  const { token } = await signUp()
  expect(await confirm(token)).toMatchObject({
    status: 403,
    data: { code: 'CHOSEN_ELSEWHERE', password: true },
  })
  const wrong = await claim(token, 'another password')
  expect(wrong).toMatchObject({ status: 403, data: { code: 'NOT_THE_CHOSEN_PASSWORD' } })
  expect((await confirm(token, withCookies(new Headers(), wrong.headers))).status).toBe(403)
  expect(await isConfirmed()).toBe(false)

  const phone = withCookies(new Headers(), (await claim(token, password)).headers)
  const answer = await confirm(token, phone)
  expect(await whoIs(withCookies(phone, answer.headers))).toBe(email)
  await signIn(email)
})

test('whoever signed up with an address that is not theirs gets in by nothing when its owner confirms it', async () => {
  const { token } = await signUp(strangers)
  expect((await claim(token)).status).toBe(200)
  const answer = await confirm(token)
  expect(await whoIs(withCookies(new Headers(), answer.headers))).toBe(email)
  await expect(signIn(email, strangers)).rejects.toMatchObject({ status: 'UNAUTHORIZED' })
})

test('an owner who signs up after a stranger is not taken for who chose the password', async () => {
  const { token } = await signUp(strangers)
  const { browser } = await signUp()
  expect((await confirm(token, browser)).status).toBe(403)
  expect((await claim(token, password)).status).toBe(403)
  expect(await isConfirmed()).toBe(false)
})

test('a password chosen by letter confirms the address too, and takes away what else was chosen', async () => {
  await signUp(strangers)
  await asOwner(sql`insert into account (id, account_id, provider_id, user_id, updated_at)
    select 'there', 'there', 'google', id, now() from "user"`)
  await callAuth('/request-password-reset', { body: { email } })
  const letter = (await lettersTo(email)).find(({ letter }) => letter === 'reset')
  const body = { newPassword: password, token: tokenIn(letter) }
  expect((await callAuth('/reset-password', { body })).status).toBe(200)
  await signIn(email)
  await expect(signIn(email, strangers)).rejects.toMatchObject({ status: 'UNAUTHORIZED' })
  expect(await asOwner(sql`select provider_id from account`)).toEqual([
    { provider_id: 'credential' },
  ])
})

test('without a token of ours nothing is told, guessed or taken away', async () => {
  const { token } = await signUp()
  const claimed = Buffer.from(JSON.stringify({ email })).toString('base64url')
  const forged = `${token.split('.')[0]}.${claimed}.${token.split('.')[2]}`
  expect((await confirm(forged)).status).toBe(401)
  const answers = [await claim(forged, password), await claim(forged), await claim('')]
  for (const { status, headers } of answers) {
    expect(status).toBe(401)
    expect(headers.getSetCookie()).toEqual([])
  }
  await expect(signIn(email)).rejects.toMatchObject({ body: { code: 'EMAIL_NOT_VERIFIED' } })
})

test('the password is guessed ten times in a quarter of an hour, not more', async () => {
  const { token } = await signUp()
  const guesses = await Promise.all(
    Array.from({ length: 11 }, (_, n) => claim(token, `wrong ${n}`)),
  )
  const statuses = guesses.map(({ status }) => status)
  expect(statuses.filter((status) => status === 403)).toHaveLength(10)
  expect(statuses.filter((status) => status === 429)).toHaveLength(1)
  expect((await claim(token, password)).status).toBe(429)
})
