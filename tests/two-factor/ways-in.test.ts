import app from 'app.config'
import { betterAuth } from 'better-auth'
import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { auth } from '~/auth/auth.server'
import { unasked } from '~/auth/second-step/strict-second-step.server'
import { asOwner } from '../support/database'
import { callAuth, origin } from '../support/knock'
import { lettersTo, tokenIn } from '../support/letters'
import { arrive, type Person, password } from '../support/people'
import { type SecondStep, setUpAuthenticator, withCookies } from '../support/second-step'
import { type Kind, kinds, listed, pathsOf, settingCookies, unclassified } from './endpoints'
import { giveKey, type Key, useKey } from './key'

type Answer = { status: number; headers: Headers; data?: unknown }

let ada: Person
let step: SecondStep
let key: Key
beforeAll(async () => {
  await asOwner(sql`delete from "user"`)
  ada = await arrive('ada')
  step = await setUpAuthenticator(ada)
  key = await giveKey(ada.id)
  await asOwner(sql`update "user" set username = 'ada'`)
  await asOwner(sql`insert into account (id, account_id, provider_id, user_id, updated_at)
    values ('elsewhere', 'ada-there', 'elsewhere', ${ada.id}, now())`)
  const { socialProviders } = await auth.$context
  socialProviders.push(elsewhere)
})
// Files of one process share the configuration.
afterAll(() => {
  app.signIn.username = false
})
beforeEach(async () => {
  await asOwner(sql`delete from jobs.job`)
  await asOwner(sql`delete from rate_limit`)
})

/** A provider that vouches for Ada without being asked. */
const elsewhere = {
  id: 'elsewhere',
  name: 'Elsewhere',
  issuer: undefined,
  createAuthorizationURL: async ({ state }: { state: string }) =>
    new URL(`https://elsewhere.test/?state=${state}`),
  validateAuthorizationCode: async () => ({ accessToken: 'of no use' }),
  accountSubject: () => 'ada-there',
  getUserInfo: async () => ({
    user: { name: 'Ada', email: ada.email, emailVerified: true },
    data: { id: 'ada-there' },
  }),
}

const written = async (letter: string) =>
  (await lettersTo(ada.email)).findLast((each) => each.letter === letter)

async function linkToken(): Promise<string> {
  await callAuth('/sign-in/magic-link', { body: { email: ada.email } })
  return tokenIn(await written('magic-link'))
}

async function code(type: 'sign-in' | 'email-verification'): Promise<string> {
  return auth.api.createVerificationOTP({ body: { email: ada.email, type } })
}

/** The link of a letter to a new address, and a browser in which the password was shown. */
async function verification(more: object = {}) {
  await asOwner(sql`update "user" set email_verified = false`)
  await callAuth('/send-verification-email', { body: { email: ada.email } })
  const token = tokenIn(await written('verify'))
  const claimed = await callAuth('/verify-email/claim', { body: { token, password } })
  return { query: { token, ...more }, headers: withCookies(new Headers(), claimed.headers) }
}

/** Every way in that asks, as somebody goes it who has passed its first step. */
const ways: Record<string, () => Promise<Answer>> = {
  '/sign-in/email': () => callAuth('/sign-in/email', { body: { email: ada.email, password } }),
  '/sign-in/username': async () => {
    app.signIn.username = true
    return auth.api.signInUsername({ body: { username: 'ada', password }, asResponse: true })
  },
  '/magic-link/verify': async () =>
    callAuth('/magic-link/verify', { query: { token: await linkToken() } }),
  '/magic-link/verify of a browser under way': async () =>
    callAuth('/magic-link/verify', {
      query: { token: await linkToken(), callbackURL: '/app/acme?tab=people' },
    }),
  '/sign-in/email-otp': async () =>
    callAuth('/sign-in/email-otp', { body: { email: ada.email, otp: await code('sign-in') } }),
  '/email-otp/verify-email': async () =>
    auth.api.verifyEmailOTP({
      body: { email: ada.email, otp: await code('email-verification') },
      asResponse: true,
    }),
  '/verify-email': async () => callAuth('/verify-email', await verification()),
  '/verify-email of a browser under way': async () =>
    callAuth('/verify-email', await verification({ callbackURL: '/app/acme?tab=people' })),
  '/callback/:id of a browser under way': async () => {
    const begun = await callAuth('/sign-in/social', {
      body: { provider: 'elsewhere', callbackURL: '/app/acme?tab=people' },
    })
    const state = new URL(String(begun.data?.url)).searchParams.get('state') ?? ''
    return callAuth('/callback/elsewhere', {
      query: { code: 'good', state },
      headers: withCookies(new Headers(), begun.headers),
    })
  },
  '/passkey/verify-authentication': () => useKey(key, false),
}

/** What begins no session by itself for somebody who has an account. */
const closed: Record<string, () => Promise<Answer>> = {
  '/sign-up/email': () =>
    callAuth('/sign-up/email', { body: { email: ada.email, password, name: 'Ada' } }),
  '/sign-in/social': () =>
    callAuth('/sign-in/social', {
      body: { provider: 'elsewhere', idToken: { token: 'signed elsewhere' } },
    }),
}

/** No cookie of this answer opens anything, not even one that was set and ended at once. */
async function opensNothing({ headers }: Answer): Promise<void> {
  for (const line of headers.getSetCookie()) {
    const cookie = line.split(';', 1)[0] ?? ''
    expect((await callAuth('/get-session', { headers: new Headers({ cookie }) })).data).toBeNull()
  }
  const together = withCookies(new Headers(), headers)
  expect((await callAuth('/get-session', { headers: together })).data).toBeNull()
}

const sessions = () => asOwner(sql`select id from session`)

test('every endpoint of the running instance is classified; what may begin a session is known by its source too', () => {
  expect(unclassified(pathsOf(auth.api))).toEqual([])
  const count = (kind: Kind) => listed(kind).length
  expect({
    asks: count('asks'),
    step: count('step'),
    goesOn: count('goesOn'),
    operator: count('operator'),
  }).toEqual({ asks: 10, step: 3, goesOn: 14, operator: 2 })
  const setting = settingCookies()
  expect(setting.size).toBeGreaterThan(30)
  expect(listed('none').filter((path) => setting.has(path))).toEqual([])
  const performed = [...Object.keys(ways), ...Object.keys(closed)]
  expect(new Set(performed.map((way) => way.split(' ')[0]))).toEqual(new Set(listed('asks')))
})

test('what is let through without the second step is the step itself, a session that was there, or an operator', () => {
  const free = new Set([...listed('step'), ...listed('goesOn'), ...listed('operator')])
  expect(Object.keys(unasked).filter((path) => !free.has(path))).toEqual([])
  expect(Object.keys(kinds)).toEqual(['asks', 'step', 'goesOn', 'operator', 'none'])
})

for (const [way, go] of Object.entries(ways)) {
  test(`${way} asks for the second step, and gives the session after it`, async () => {
    const before = await sessions()
    const answer = await go()
    await opensNothing(answer)
    expect(await sessions()).toEqual(before)
    if (way.endsWith('under way')) {
      expect(answer.status).toBe(302)
      const to = `${origin}/two-factor?redirect=${encodeURIComponent('/app/acme?tab=people')}`
      expect(answer.headers.get('location')).toBe(to)
    } else {
      const data = answer instanceof Response ? await answer.json() : answer.data
      expect(answer.status).toBe(200)
      expect(data).toEqual({ twoFactorRedirect: true, twoFactorMethods: ['totp', 'otp'] })
    }
    const half = withCookies(new Headers(), answer.headers)
    const done = await callAuth('/two-factor/verify-totp', {
      body: { code: step.code() },
      headers: half,
    })
    expect(done.status).toBe(200)
    const whole = withCookies(half, done.headers)
    const { data } = await callAuth('/get-session', { headers: whole })
    expect(data).toMatchObject({ user: { id: ada.id } })
  })
}

for (const [way, go] of Object.entries(closed)) {
  test(`${way} signs nobody in who has an account`, async () => {
    const before = await sessions()
    await opensNothing(await go())
    expect(await sessions()).toEqual(before)
  })
}

test('nothing that goes on with a session, and no step, begins one for whoever is half in', async () => {
  const half = withCookies(
    new Headers(),
    (await ways['/sign-in/email']?.())?.headers ?? new Headers(),
  )
  const before = await sessions()
  const body = { password, code: '000000', userId: ada.id, name: 'Ada', sessionToken: 'none' }
  for (const path of [...listed('goesOn'), ...listed('step'), ...listed('operator')]) {
    await opensNothing(await callAuth(path, { body, headers: half }))
  }
  expect(await sessions()).toEqual(before)
})

test('a passkey counts as both steps when its device asked for a PIN, a face or a finger', async () => {
  const { headers, status } = await useKey(key, true)
  expect(status).toBe(200)
  const { data } = await callAuth('/get-session', { headers: withCookies(new Headers(), headers) })
  expect(data).toMatchObject({ user: { id: ada.id } })
})

test('whoever has no second step is not asked', async () => {
  const bob = await arrive('bob')
  const { data } = await callAuth('/sign-in/email', { body: { email: bob.email, password } })
  expect(data).not.toHaveProperty('twoFactorRedirect')
  expect(data).toMatchObject({ user: { id: bob.id } })
})

test('a plugin with a way in of its own turns this red until it is classified, and asks even before that', async () => {
  const planted = betterAuth({
    ...auth.options,
    plugins: [
      {
        id: 'planted',
        endpoints: {
          signInPlanted: createAuthEndpoint(
            '/planted/sign-in',
            { method: 'POST' },
            async (context) => {
              const { internalAdapter } = context.context
              const user = await internalAdapter.findUserById(ada.id)
              const session = await internalAdapter.createSession(ada.id)
              if (!user) throw new Error('Ada is gone.')
              await setSessionCookie(context, { session, user })
              return context.json({ welcome: true })
            },
          ),
        },
      },
      ...auth.options.plugins,
    ],
  })
  expect(unclassified(pathsOf(planted.api))).toEqual(['/planted/sign-in is new'])
  const answer = await planted.api.signInPlanted({ asResponse: true })
  await opensNothing(answer)
  expect(await answer.json()).toMatchObject({ twoFactorRedirect: true })
})
