import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { asOwner } from '../support/database'
import { callAuth } from '../support/knock'
import { lettersTo, tokenIn } from '../support/letters'
import { arrive, type Person, password, signIn } from '../support/people'

let ada: Person
beforeAll(async () => {
  ada = await arrive('ada')
})

const ask = (email: string) => callAuth('/request-password-reset', { body: { email } })
const reset = (token: string, newPassword: string) =>
  callAuth('/reset-password', { body: { token, newPassword } })

test('a forgotten password is changed by letter; every session ends and the old password is refused', async () => {
  const elsewhere = await signIn(ada.email)
  expect((await ask(ada.email)).status).toBe(200)
  const token = tokenIn((await lettersTo(ada.email)).find(({ letter }) => letter === 'reset'))
  expect((await reset(token, 'a very new password')).status).toBe(200)

  for (const headers of [ada.headers, elsewhere]) {
    expect((await callAuth('/get-session', { headers })).data).toBeNull()
  }
  await expect(signIn(ada.email, password)).rejects.toMatchObject({ status: 'UNAUTHORIZED' })
  await expect(signIn(ada.email, 'a very new password')).resolves.toBeInstanceOf(Headers)
  const told = (await lettersTo(ada.email)).map(({ props }) => props.what)
  expect(told).toContain('password-changed')
})

test('a link works once, also when it is used twenty times at once', async () => {
  await ask(ada.email)
  const letters = await lettersTo(ada.email)
  const token = tokenIn(letters.filter(({ letter }) => letter === 'reset').at(-1))
  const tries = Array.from({ length: 20 }, (_, i) => reset(token, `password number ${i}`))
  const statuses = (await Promise.all(tries)).map(({ status }) => status)
  expect(statuses.filter((status) => status === 200)).toHaveLength(1)
  expect(new Set(statuses)).toEqual(new Set([200, 400]))
})

test('an expired link is refused', async () => {
  await ask(ada.email)
  const letters = await lettersTo(ada.email)
  const token = tokenIn(letters.filter(({ letter }) => letter === 'reset').at(-1))
  await asOwner(sql`update verification set expires_at = now() - interval '1 minute'`)
  const { status, data } = await reset(token, 'another new password')
  expect(status).toBe(400)
  expect(data).toMatchObject({ code: 'INVALID_TOKEN' })
})

test('asking for an address nobody has is answered alike, and sends nothing', async () => {
  const known = await ask(ada.email)
  const unknown = await ask('nobody@acme.test')
  expect([unknown.status, unknown.data]).toEqual([known.status, known.data])
  expect(await lettersTo('nobody@acme.test')).toEqual([])
})

test('what the database keeps of a link does not open anything', async () => {
  await ask(ada.email)
  const letters = await lettersTo(ada.email)
  const token = tokenIn(letters.filter(({ letter }) => letter === 'reset').at(-1))
  const rows = await asOwner(sql`select identifier, value from verification`)
  expect(rows.length).toBeGreaterThan(0)
  expect(JSON.stringify(rows)).not.toContain(token)
})
