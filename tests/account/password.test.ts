import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { hasPassword, setFirstPassword } from '~/features/account/password.functions'
import { asOwner } from '../support/database'
import { callAuth, knock } from '../support/knock'
import { lettersTo } from '../support/letters'
import { arrive, type Person, password, signIn } from '../support/people'

let ada: Person
beforeAll(async () => {
  ada = await arrive('ada')
})

beforeEach(async () => {
  await asOwner(sql`delete from jobs.job`)
  await asOwner(sql`update session set created_at = now(), impersonated_by = null`)
  // As somebody who came by a link.
  await asOwner(sql`delete from account`)
})

const first = 'words for a first time'
const set = (wanted: unknown = first, headers = ada.headers) =>
  knock(setFirstPassword, { password: wanted }, headers)
const has = async () => (await knock(hasPassword, undefined, ada.headers)).result
const told = async () => (await lettersTo(ada.email)).map(({ props }) => props.what)

test('whoever has no password sets one, is told by letter, and signs in with it', async () => {
  expect(await has()).toBe(false)
  expect((await set()).status).toBe(200)
  expect(await has()).toBe(true)
  expect(await told()).toEqual(['password-changed'])
  await signIn(ada.email, first)
})

test('where one was taken away, another is set in its place', async () => {
  await set()
  await asOwner(sql`update account set password = null`)
  expect(await has()).toBe(false)
  expect((await set('words for a second time')).status).toBe(200)
  expect(await asOwner(sql`select count(*)::int from account`)).toEqual([{ count: 1 }])
  await signIn(ada.email, 'words for a second time')
})

test('of two set at once one counts, and whoever has one changes it instead', async () => {
  const answers = await Promise.all([set(), set('words that come too late')])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
  expect(await set()).toMatchObject({
    status: 409,
    error: { sentence: 'You have a password already. Change it instead.' },
  })
  expect(await told()).toEqual(['password-changed'])
})

test.each([
  ['empty', '', 'Use at least 12 characters.'],
  ['short', 'too short', 'Use at least 12 characters.'],
  ['too long', 'x'.repeat(129), 'Use at most 128 characters.'],
])('one that is %s is refused beside its field', async (_what, wanted, sentence) => {
  expect(await set(wanted)).toMatchObject({
    status: 422,
    error: { fields: { password: sentence } },
  })
  expect(await has()).toBe(false)
})

test('spaces and any script are part of one', async () => {
  const spaced = '  كلمة سر طويلة جدا  '
  expect((await set(spaced)).status).toBe(200)
  await signIn(ada.email, spaced)
  await expect(signIn(ada.email, spaced.trim())).rejects.toMatchObject({ status: 'UNAUTHORIZED' })
})

test('nobody sets one without a session, long after signing in, or through somebody else’s eyes', async () => {
  expect((await set(first, new Headers())).status).toBe(403)
  await asOwner(sql`update session set created_at = now() - interval '2 days'`)
  expect((await set()).error).toMatchObject({ code: 'unconfirmed' })
  await asOwner(sql`update session set created_at = now(), impersonated_by = ${ada.id}`)
  expect((await set()).error).toMatchObject({ code: 'forbidden' })
  await asOwner(sql`update session set impersonated_by = null`)
  expect(await has()).toBe(false)
})

test('a change needs the password there is, and ends every other session', async () => {
  await set(password)
  const elsewhere = await signIn(ada.email)
  const here = await signIn(ada.email)
  const change = (currentPassword: string) =>
    callAuth('/change-password', {
      body: { currentPassword, newPassword: first, revokeOtherSessions: true },
      headers: here,
    })
  expect(await change('not the password')).toMatchObject({
    status: 400,
    data: { code: 'INVALID_PASSWORD' },
  })
  expect((await change(password)).status).toBe(200)
  expect((await callAuth('/get-session', { headers: elsewhere })).data).toBeNull()
  // The first browser's session has gone too: it comes back by the new password.
  ada = { ...ada, headers: await signIn(ada.email, first) }
})
