import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { waysToConfirm } from '~/auth/step-up/step-up-ways.server'
import { requestEmailChange } from '~/features/account/email.functions'
import { newAuthenticator } from '../support/authenticator'
import { asOwner } from '../support/database'
import { callAuth, knock } from '../support/knock'
import { lettersTo } from '../support/letters'
import { addPasskey, showPasskey } from '../support/passkeys'
import { arrive, type Person, password, signIn } from '../support/people'
import { setUpAuthenticator } from '../support/second-step'

let ada: Person

beforeAll(async () => {
  ada = await arrive('ada')
})

beforeEach(async () => {
  for (const table of ['passkey', 'two_factor', 'rate_limit', 'verification']) {
    await asOwner(sql.raw(`delete from ${table}`))
  }
  await asOwner(sql`update "user" set two_factor_enabled = false`)
  await asOwner(sql`update account set provider_id = 'credential'`)
  await asOwner(sql`update session set created_at = now(), impersonated_by = null`)
})

/** As if everybody had signed in two days ago. */
const age = () => asOwner(sql`update session set created_at = now() - interval '2 days'`)
const removePassword = () => asOwner(sql`update account set provider_id = 'elsewhere'`)

const confirm = (path: string, body: object, headers = ada.headers) =>
  callAuth(path, { body, headers })
const isFresh = async (headers = ada.headers) => {
  const { status, data } = await callAuth('/passkey/generate-register-options', { headers })
  if (status !== 200)
    expect({ status, data }).toMatchObject({ data: { code: 'SESSION_NOT_FRESH' } })
  return status === 200
}
const isImpersonated = () =>
  asOwner(sql`update session set impersonated_by = ${ada.id} where user_id = ${ada.id}`)

test('two days after signing in nothing about the ways in changes; the password makes this session fresh, and no other', async () => {
  const elsewhere = await signIn(ada.email)
  await age()
  expect(await isFresh()).toBe(false)
  expect(await confirm('/verify-password', { password: 'not the password' })).toMatchObject({
    status: 400,
    data: { code: 'INVALID_PASSWORD' },
  })
  expect(await isFresh()).toBe(false)
  expect((await confirm('/verify-password', { password })).status).toBe(200)
  expect(await isFresh()).toBe(true)
  expect(await isFresh(elsewhere)).toBe(false)
})

test('a door of ours asks the same, in words by which the browser knows to ask, and opens then', async () => {
  await age()
  const ask = () => knock(requestEmailChange, { email: 'ada@elsewhere.test' }, ada.headers)
  expect(await ask()).toMatchObject({ status: 403, error: { code: 'unconfirmed' } })
  await confirm('/verify-password', { password })
  expect((await ask()).status).toBe(200)
})

test('whoever acts for somebody else confirms nothing, though they know the password', async () => {
  await age()
  await isImpersonated()
  expect((await confirm('/verify-password', { password })).status).toBe(403)
  expect((await confirm('/step-up/send-code', {})).status).toBe(403)
  expect(
    await asOwner(sql`select from session where created_at > now() - interval '1 day'`),
  ).toEqual([])
  await asOwner(sql`update session set created_at = now()`)
  const asked = await knock(requestEmailChange, { email: 'x@elsewhere.test' }, ada.headers)
  expect(asked).toMatchObject({ status: 403, error: { code: 'forbidden' } })
})

test('a passkey confirms in the session there is, and leaves no other behind', async () => {
  const device = newAuthenticator()
  await addPasskey(ada, device)
  await age()
  const before = await asOwner(sql`select from session`)
  const { headers, body } = await showPasskey(device, ada.headers)
  const answer = await callAuth('/step-up/passkey', { headers, body })
  expect(answer).toMatchObject({ status: 200, data: { status: true } })
  expect(answer.headers.getSetCookie().filter((line) => line.includes('session_token'))).toEqual([])
  expect(await isFresh()).toBe(true)
  expect(await asOwner(sql`select from session`)).toHaveLength(before.length)

  await age()
  expect((await callAuth('/step-up/passkey', { headers, body })).data?.code).toBe(
    'CHALLENGE_NOT_FOUND',
  )
  expect(await isFresh()).toBe(false)
})

test("neither somebody else's passkey confirms, nor one that asked for no PIN, face or finger", async () => {
  const bob = await arrive('bob')
  const [his, weak] = [newAuthenticator(), newAuthenticator({ verifiesUser: false })]
  await addPasskey(bob, his)
  await addPasskey(ada, weak)
  await age()
  const before = await asOwner(sql`select from session`)
  for (const device of [his, weak, newAuthenticator()]) {
    const shown = await showPasskey(device, ada.headers)
    const answer = await callAuth('/step-up/passkey', shown)
    expect([401, 403]).toContain(answer.status)
  }
  expect(await isFresh()).toBe(false)
  expect(await asOwner(sql`select from session`)).toHaveLength(before.length)
})

test('whoever has no password confirms with a code by letter, once, and has five guesses', async () => {
  await removePassword()
  await age()
  expect(await waysToConfirm(ada.id)).toEqual(['letter'])
  const send = async () => {
    expect((await confirm('/step-up/send-code', {})).status).toBe(200)
    const letter = (await lettersTo(ada.email)).at(-1)
    expect(letter?.props.for).toBe('confirm')
    return letter?.props.code ?? ''
  }
  const first = await send()
  const code = await send()
  expect(await asOwner(sql`select from verification where value like ${`%${code}%`}`)).toEqual([])
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
  expect((await confirm('/step-up/code', { code: wrong })).status).toBe(422)
  if (first !== code) expect((await confirm('/step-up/code', { code: first })).status).toBe(422)
  expect(await isFresh()).toBe(false)
  expect((await confirm('/step-up/code', { code: ` ${code} ` })).status).toBe(200)
  expect(await isFresh()).toBe(true)

  await age()
  expect((await confirm('/step-up/code', { code })).status).toBe(422)
  await asOwner(sql`delete from rate_limit`)
  const last = await send()
  for (let guess = 0; guess < 5; guess += 1) await confirm('/step-up/code', { code: wrong })
  expect(await confirm('/step-up/code', { code: last })).toMatchObject({
    status: 422,
    data: { message: expect.stringContaining('not good any more') },
  })
  expect(await isFresh()).toBe(false)
})

test('an authenticator confirms where there is no password, and no letter does then', async () => {
  const step = await setUpAuthenticator(ada)
  ada.headers = step.headers
  await removePassword()
  await age()
  expect(await waysToConfirm(ada.id)).toEqual(['authenticator'])
  expect((await confirm('/step-up/send-code', {}, step.headers)).status).toBe(403)
  const wrong = await confirm('/two-factor/verify-totp', { code: '000000' }, step.headers)
  expect(wrong.status).toBeGreaterThanOrEqual(400)
  expect(await isFresh(step.headers)).toBe(false)
  const right = await confirm('/two-factor/verify-totp', { code: step.code() }, step.headers)
  expect(right.status).toBe(200)
  expect(await isFresh(step.headers)).toBe(true)
})

test('all ways together have ten tries in a quarter of an hour, whatever address they come from', async () => {
  await age()
  for (let time = 0; time < 10; time += 1) {
    const path = time % 2 ? '/step-up/code' : '/two-factor/verify-totp'
    await confirm(path, { code: '123456' })
  }
  expect(await confirm('/verify-password', { password })).toMatchObject({
    status: 429,
    data: {
      code: 'TOO_MANY_TRIES',
      message: 'That was too often for one account. Try again in 15 minutes.',
    },
  })
  expect(await isFresh()).toBe(false)
})

test('without a session there is nothing to confirm', async () => {
  for (const path of [
    '/step-up/passkey',
    '/step-up/send-code',
    '/step-up/code',
    '/verify-password',
  ]) {
    const response = newAuthenticator().use({ origin: 'x', challenge: 'x' })
    const body = { code: '123456', password, response }
    expect((await confirm(path, body, new Headers())).status, path).toBe(401)
  }
})
