import app from 'app.config'
import { sql } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { asOwner } from '../support/database'
import { countHashes } from '../support/hashes'
import type * as Knock from '../support/knock'
import { callAuth, visit } from '../support/knock'
import type * as People from '../support/people'
import { arrive, password } from '../support/people'

const hashes = countHashes()

/** The product once more, with other ways in: what stands open is decided when it starts. */
async function productWith(signIn: Partial<typeof app.signIn>) {
  vi.resetModules()
  const config = await import('app.config')
  Object.assign(config.default.signIn, signIn)
  const { callAuth, visit }: typeof Knock = await import('../support/knock')
  const { arrive }: typeof People = await import('../support/people')
  return { callAuth, visit, arrive }
}

test('unless told otherwise there are no usernames: none is signed in with, asked for or taken', async () => {
  expect(app.signIn.username).toBe(false)
  const { headers } = await arrive('cleo')
  const signIn = { body: { username: 'cleo', password } }
  expect((await callAuth('/sign-in/username', signIn)).status).toBe(404)
  expect((await callAuth('/is-username-available', { body: { username: 'cleo' } })).status).toBe(
    404,
  )
  expect((await callAuth('/update-user', { body: { username: 'cleo' }, headers })).status).toBe(422)
  expect(await (await visit('/sign-in')).text()).not.toContain('username or')
})

test('where they are offered, a person takes one and signs in with it or with the address', async () => {
  const { callAuth, visit, arrive } = await productWith({ username: true })
  const ada = await arrive('ada')
  const bob = await arrive('bob')
  const take = (username: string, headers: Headers) =>
    callAuth('/update-user', { body: { username }, headers })
  expect((await take('Ada.of.Acme', ada.headers)).status).toBe(200)
  expect((await take('ada.of.acme', bob.headers)).data).toMatchObject({
    code: 'USERNAME_IS_ALREADY_TAKEN',
  })
  for (const [username, code] of [
    ['ab', 'USERNAME_TOO_SHORT'],
    ['x'.repeat(31), 'USERNAME_TOO_LONG'],
    ['ada@acme', 'INVALID_USERNAME'],
  ] as const) {
    expect((await take(username, bob.headers)).data, username).toMatchObject({ code })
  }

  const byName = { body: { username: 'ADA.of.acme', password } }
  expect((await callAuth('/sign-in/username', byName)).data).toMatchObject({
    user: { email: ada.email },
  })
  const wrong = { body: { username: 'ada.of.acme', password: 'something else' } }
  const unknown = { body: { username: 'nobody', password } }
  const [a, b] = [
    await callAuth('/sign-in/username', wrong),
    await callAuth('/sign-in/username', unknown),
  ]
  expect(b.status).toBe(a.status)
  expect(b.data).toEqual(a.data)

  // Came by a link, and has no password.
  const eve = await arrive('eve')
  await take('eve', eve.headers)
  await asOwner(sql`update account set password = null where user_id = ${eve.id}`)
  const asked = ['ada.of.acme', 'eve', 'nobody'].map((username) => ({
    username,
    password: 'wrong',
  }))
  for (const body of asked) {
    const before = hashes.made
    expect((await callAuth('/sign-in/username', { body })).data, body.username).toEqual(a.data)
    expect(hashes.made - before, body.username).toBe(1)
  }

  expect(await (await visit('/sign-in')).text()).toContain('E-mail or username')
  expect(await (await visit('/app/account/profile', ada.headers)).text()).toContain('Username')
})

test('where no password is offered, the address alone is asked for, and a link makes the account', async () => {
  const { callAuth, visit } = await productWith({ password: false, mailedCode: false })
  const page = await (await visit('/sign-in')).text()
  expect(page).toContain('Send me a link')
  for (const word of ['Password', 'Send me a code', 'instead']) expect(page).not.toContain(word)
  const signUp = await (await visit('/sign-up')).text()
  expect(signUp).toContain('Create account')
  expect(signUp).not.toContain('Password')
  const email = 'new@acme.test'
  for (const [path, body] of [
    ['/sign-in/email', { email, password }],
    ['/sign-up/email', { email, password, name: 'New' }],
    ['/request-password-reset', { email }],
    ['/email-otp/send-verification-otp', { email, type: 'sign-in' }],
    ['/sign-in/email-otp', { email, otp: '000000' }],
  ] as const) {
    expect((await callAuth(path, { body })).status, path).toBe(404)
  }
})
