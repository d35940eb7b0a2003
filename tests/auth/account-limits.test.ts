import { sql } from 'drizzle-orm'
import { beforeEach, expect, test, vi } from 'vitest'
import { asOwner } from '../support/database'

// Limits are off in unit tests only: here the app runs as in development.
vi.resetModules()
vi.stubEnv('NODE_ENV', 'development')
const { accountLimits } = await import('~/auth/account/account-limits.server')
const { auth } = await import('~/auth/auth.server')
const { callAuth } = await import('../support/knock')
const { arrive, people, password, cookiesOf } = await import('../support/people')
const { ada, bob } = people

/** As if every request came from an address of its own. */
async function ask(path: string, body: object, headers?: Headers) {
  await asOwner(sql`delete from rate_limit where key not like 'account|%'`)
  return callAuth(path, { body, headers })
}
const wrong = (email: string, headers?: Headers) =>
  ask('/sign-in/email', { email, password: 'a wrong password' }, headers)
const exhaust = (email: string) =>
  asOwner(sql`update rate_limit set count = 1000 where key like 'account|%'`).then(() => email)

beforeEach(() => asOwner(sql`delete from rate_limit`))

test('guesses at one account end after twenty, from however many addresses, known or not', async () => {
  const answers: unknown[] = []
  for (const email of ['ada@acme.test', 'nobody@acme.test']) {
    if (email === ada.email) await arrive('ada')
    await wrong(email)
    await asOwner(sql`update rate_limit set count = 20 where key like 'account|sign-in|%'`)
    const { status, data, headers } = await wrong(email.toUpperCase())
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(800)
    answers.push({ status, data })
    await asOwner(sql`delete from rate_limit`)
  }
  expect(answers[0]).toMatchObject({ status: 429, data: { code: 'TOO_MANY_TRIES' } })
  expect(answers[1]).toEqual(answers[0])
})

test('its owner is not locked out by strangers: a browser they signed in with is counted apart', async () => {
  const signedIn = await ask('/sign-in/email', { email: ada.email, password })
  const device = new Headers({ cookie: cookiesOf(signedIn.headers) })
  await wrong(ada.email)
  await exhaust(ada.email)
  expect((await wrong(ada.email)).status).toBe(429)
  expect((await wrong(ada.email, device)).status).toBe(401)
  expect((await ask('/sign-in/email', { email: ada.email, password }, device)).status).toBe(200)
})

test('a device of somebody else counts with the strangers', async () => {
  await arrive('bob')
  const signedIn = await ask('/sign-in/email', { email: bob.email, password })
  const device = new Headers({ cookie: cookiesOf(signedIn.headers) })
  await wrong(ada.email)
  await exhaust(ada.email)
  expect((await wrong(ada.email, device)).status).toBe(429)
})

test('a right password counts anew', async () => {
  await wrong(ada.email)
  expect(await asOwner(sql`select 1 from rate_limit where key like 'account|%'`)).toHaveLength(1)
  await ask('/sign-in/email', { email: ada.email, password })
  expect(await asOwner(sql`select 1 from rate_limit where key like 'account|%'`)).toEqual([])
})

test.each(Object.entries(accountLimits).filter(([, { by, guess }]) => by === 'email' && !guess))(
  '%s sends one address so many letters an hour, and no more',
  async (path, { max }) => {
    const body = { email: 'many@acme.test', type: 'sign-in', name: 'Many', password }
    for (let letters = 1; letters <= max; letters += 1) {
      expect((await ask(path, body)).status, `${letters}`).toBe(200)
      // One hash is as good as six.
      if (path === '/sign-up/email') {
        await asOwner(sql`update rate_limit set count = ${max} where key like 'account|%'`)
        break
      }
    }
    expect((await ask(path, body)).status).toBe(429)
    expect((await ask(path, { ...body, email: 'other@acme.test' })).status).toBe(200)
  },
)

test('what our own server asks for somebody is not counted', async () => {
  for (let times = 1; times <= 8; times += 1) {
    await auth.api.requestPasswordReset({ body: { email: ada.email } })
  }
  expect(await asOwner(sql`select 1 from rate_limit where key like 'account|%'`)).toEqual([])
})

test('every endpoint that takes an address from anybody is counted', async () => {
  const named = Object.values(auth.api).flatMap((endpoint) => {
    const { path, options } = Object(endpoint)
    const fields = Object.keys(Object(options?.body?.def?.shape ?? options?.body?.shape))
    return typeof path === 'string' && fields.includes('email') ? [path] : []
  })
  const uncounted = named.filter((path) => !accountLimits[path])
  const closed = auth.options.disabledPaths
  const signedIn = ['/admin/', '/organization/']
  expect(
    uncounted.filter(
      (path) => !closed.includes(path) && !signedIn.some((at) => path.startsWith(at)),
    ),
  ).toEqual([])
})
