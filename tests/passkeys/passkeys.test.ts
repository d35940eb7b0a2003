import { PASSKEY_ERROR_CODES } from '@better-auth/passkey'
import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { answered } from '~/auth/answered'
import { getsIn } from '~/auth/sign-in/ways-in.server'
import { listMyPasskeys } from '~/features/account/passkeys.functions'
import { Refusal } from '~/refusal'
import { newAuthenticator } from '../support/authenticator'
import { asOwner } from '../support/database'
import { callAuth, knock, origin } from '../support/knock'
import { addPasskey, enter, showPasskey } from '../support/passkeys'
import { arrive, type Person } from '../support/people'
import { setUpAuthenticator, withCookies } from '../support/second-step'

let ada: Person, bob: Person

beforeAll(async () => {
  ;[ada, bob] = await Promise.all([arrive('ada'), arrive('bob')])
})

beforeEach(() => asOwner(sql`delete from passkey`))

const list = async ({ headers }: Person) => (await knock(listMyPasskeys, undefined, headers)).result

test('a passkey signs its owner in with no address typed, and is listed without its keys', async () => {
  const device = newAuthenticator({ aaguid: 'bada5566-a7aa-401f-bd96-45619a55120d' })
  expect((await addPasskey(ada, device)).status).toBe(200)
  expect(await list(ada)).toEqual([
    {
      id: expect.any(String),
      name: '1Password',
      keeper: '1Password',
      synced: true,
      addedAt: expect.any(Date),
    },
  ])
  expect(await list(bob)).toEqual([])

  const entered = await enter(device)
  expect(entered).toMatchObject({ status: 200, data: { user: { email: ada.email } } })
  const here = await callAuth('/get-session', {
    headers: withCookies(new Headers(), entered.headers),
  })
  expect(here.data).toMatchObject({ user: { email: ada.email } })
})

test('a device that does not say what it is gives its passkey the name of the browser', async () => {
  const headers = new Headers(ada.headers)
  headers.set(
    'user-agent',
    'Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0',
  )
  await addPasskey({ headers }, newAuthenticator({ synced: false }))
  expect(await list(ada)).toMatchObject([{ name: 'Firefox on Linux', keeper: null, synced: false }])
})

test('whoever asks for a second step is asked unless the passkey knew them by a PIN, a face or a finger', async () => {
  const knows = newAuthenticator({ verifiesUser: true })
  const only = newAuthenticator({ verifiesUser: false })
  await addPasskey(ada, knows)
  await addPasskey(ada, only)
  expect((await enter(only)).data).toMatchObject({ user: { email: ada.email } })

  ada.headers = (await setUpAuthenticator(ada)).headers
  const half = await enter(only)
  expect(half.data).toMatchObject({ twoFactorRedirect: true })
  const without = await callAuth('/get-session', {
    headers: withCookies(new Headers(), half.headers),
  })
  expect(without.data).toBeNull()
  expect((await enter(knows)).data).toMatchObject({ user: { email: ada.email } })
  await asOwner(sql`delete from two_factor`)
  await asOwner(sql`update "user" set two_factor_enabled = false`)
})

test("somebody else's passkey can be neither renamed nor removed", async () => {
  const { data } = await addPasskey(ada, newAuthenticator(), { name: 'Laptop' })
  const id = String(data?.id)
  for (const [path, body] of [
    ['/passkey/update-passkey', { id, name: 'Mine now' }],
    ['/passkey/delete-passkey', { id }],
  ] as const) {
    expect((await callAuth(path, { body, headers: bob.headers })).status, path).toBe(404)
    expect((await callAuth(path, { body })).status, path).toBe(401)
  }
  expect(await list(ada)).toMatchObject([{ id, name: 'Laptop' }])
})

test('a name is trimmed, has eighty characters at most and no control characters, when it is added and later', async () => {
  const { data } = await addPasskey(ada, newAuthenticator(), { name: '  Laptop ' })
  const rename = (name: unknown) =>
    callAuth('/passkey/update-passkey', {
      body: { id: String(data?.id), name },
      headers: ada.headers,
    })
  expect((await rename(' מפתח של עדה ')).status).toBe(200)
  expect(await list(ada)).toMatchObject([{ name: 'מפתח של עדה' }])
  for (const name of ['', '  ', 'x'.repeat(81), 'line\nbreak', 'nul\0', 7, null]) {
    expect((await rename(name)).status, JSON.stringify(name)).toBe(400)
    const added = await addPasskey(ada, newAuthenticator(), { name })
    expect(added.status, JSON.stringify(name)).toBe(400)
  }
  expect(await list(ada)).toMatchObject([{ name: 'מפתח של עדה' }])
})

test('a removed passkey opens nothing, and neither does that of a deleted account', async () => {
  const cleo = await arrive('cleo')
  const [kept, removed] = [newAuthenticator(), newAuthenticator()]
  await addPasskey(cleo, kept)
  const { data } = await addPasskey(cleo, removed)
  const body = { id: data?.id }
  expect((await callAuth('/passkey/delete-passkey', { body, headers: cleo.headers })).status).toBe(
    200,
  )
  const unknown = { status: 401, data: { code: 'PASSKEY_NOT_FOUND' } }
  expect(await enter(removed)).toMatchObject(unknown)
  expect((await enter(kept)).status).toBe(200)
  await asOwner(sql`delete from "user" where id = ${cleo.id}`)
  expect(await enter(kept)).toMatchObject(unknown)
})

test('a passkey that was shown to another page opens nothing here', async () => {
  const device = newAuthenticator()
  const elsewhere = 'http://localhost:3001'
  expect((await addPasskey(ada, device, {}, elsewhere)).status).toBeGreaterThanOrEqual(400)
  expect(await list(ada)).toEqual([])
  await addPasskey(ada, device)
  expect(await enter(device, new Headers(), elsewhere)).toMatchObject({
    status: 400,
    data: { code: 'AUTHENTICATION_FAILED' },
  })
})

test('what a passkey said once is heard once, also when it is said twenty times at once', async () => {
  const device = newAuthenticator()
  await addPasskey(ada, device)
  const shown = await showPasskey(device)
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => callAuth('/passkey/verify-authentication', shown)),
  )
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  const others = answers.filter(({ status }) => status !== 200)
  expect(others.map(({ data }) => data?.code)).toEqual(Array(19).fill('CHALLENGE_NOT_FOUND'))
})

test('adding one gives no second session, and twenty are enough', async () => {
  const refused = await addPasskey(ada, newAuthenticator(), { createSession: true })
  expect(refused).toMatchObject({ status: 400, data: { code: 'FIELD_NOT_ALLOWED' } })
  await asOwner(sql`
    insert into passkey (id, public_key, user_id, credential_id, counter, device_type, backed_up)
    select n, 'none', ${ada.id}, n, 0, 'singleDevice', false from generate_series(1, 20) n`)
  expect(await addPasskey(ada, newAuthenticator())).toMatchObject({ status: 402 })
})

test('whoever acts for somebody else does not touch their passkeys', async () => {
  const { data } = await addPasskey(ada, newAuthenticator(), { name: 'Laptop' })
  const actsFor = (who: string | null) => asOwner(sql`update session set impersonated_by = ${who}`)
  await actsFor(bob.id)
  const id = String(data?.id)
  expect((await addPasskey(ada, newAuthenticator())).status).toBe(403)
  for (const [path, body] of [
    ['/passkey/update-passkey', { id, name: 'Mine now' }],
    ['/passkey/delete-passkey', { id }],
  ] as const) {
    expect((await callAuth(path, { body, headers: ada.headers })).status, path).toBe(403)
  }
  await actsFor(null)
  expect(await list(ada)).toMatchObject([{ name: 'Laptop' }])
})

test('the last way in stays: no letter is offered, there is no password, no provider and no other passkey', () => {
  const offered = { password: false, magicLink: false, mailedCode: false, passkey: true }
  expect(getsIn(offered, [], ['google'])).toBe(false)
  // A way that is no longer offered lets nobody in.
  expect(getsIn(offered, ['credential', 'github'], ['google'])).toBe(false)
  expect(getsIn({ ...offered, passkey: false }, ['passkey'], ['google'])).toBe(false)
  expect(getsIn(offered, ['passkey'], ['google'])).toBe(true)
  expect(getsIn(offered, ['google'], ['google'])).toBe(true)
  for (const way of ['password', 'magicLink', 'mailedCode'] as const) {
    expect(getsIn({ ...offered, [way]: true }, []), way).toBe(true)
  }
})

/** These do not come, or mean that something is broken on our side. */
const ours = [
  'UNABLE_TO_CREATE_SESSION',
  'SESSION_REQUIRED',
  'UNKNOWN_ERROR',
  'RESOLVE_USER_REQUIRED',
  'RESOLVED_USER_INVALID',
  'PREVIOUSLY_REGISTERED',
]

test('each thing that goes wrong with a passkey has a sentence of its own', () => {
  const browser = [
    'ERROR_CEREMONY_ABORTED',
    'ERROR_INVALID_DOMAIN',
    'ERROR_INVALID_RP_ID',
    'ERROR_AUTHENTICATOR_GENERAL_ERROR',
    'ERROR_AUTHENTICATOR_MISSING_DISCOVERABLE_CREDENTIAL_SUPPORT',
    'ERROR_AUTHENTICATOR_MISSING_USER_VERIFICATION_SUPPORT',
    'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED',
    'ERROR_AUTHENTICATOR_NO_SUPPORTED_PUBKEYCREDPARAMS_ALG',
    'ERROR_PASSTHROUGH_SEE_CAUSE_PROPERTY',
    'PASSKEYS_UNSUPPORTED',
  ]
  const said = (code: string) => {
    try {
      return answered({ data: null, error: { code, status: 400 } })
    } catch (error) {
      return error instanceof Refusal ? error.sentence : error
    }
  }
  const general = said('SOMETHING_ELSE')
  const codes = Object.keys(PASSKEY_ERROR_CODES).filter((code) => !ours.includes(code))
  for (const code of [...codes, ...browser]) {
    expect(said(code), code).toEqual(expect.any(String))
    expect(said(code), code).not.toBe(general)
  }
})

test('the address of the product decides where its passkeys work, whatever a request says', async () => {
  const headers = new Headers(ada.headers)
  headers.set('x-forwarded-host', 'elsewhere.test')
  const { data } = await callAuth('/passkey/generate-register-options', { headers })
  expect(data).toMatchObject({
    rp: { id: new URL(origin).hostname },
    authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
  })
})
