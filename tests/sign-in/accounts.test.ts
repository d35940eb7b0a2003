import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { getWaysBack, signOutAccount, switchAccount } from '~/auth/sign-in/accounts.functions'
import { asOwner } from '../support/database'
import { callAuth, knock, visit } from '../support/knock'
import { arrive, password } from '../support/people'

const ada = await arrive('ada')
const bob = await arrive('bob')
const eve = await arrive('eve')

/** One browser: keeps the cookies of every answer. */
function browser() {
  const jar = new Map<string, string>()
  const headers = () =>
    new Headers({ cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') })
  const keep = (answer: { headers: Headers }) => {
    for (const line of answer.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ')
      const [name = '', value = ''] = pair.split(/=(.*)/s)
      if (attributes.includes('Max-Age=0') || !value) jar.delete(name)
      else jar.set(name, value)
    }
    return answer
  }
  return {
    jar,
    headers,
    signIn: async (email: string) =>
      keep(await callAuth('/sign-in/email', { body: { email, password }, headers: headers() })),
    knock: async (door: unknown, data?: object) => {
      const answer = await knock(door, data, headers())
      keep(answer)
      return answer
    },
    who: async () => {
      const { data } = await callAuth('/get-session', { headers: headers() })
      return Object(data).user?.email ?? null
    },
    held: async () => {
      const { result } = await knock(getWaysBack, undefined, headers())
      return Object(result).accounts.map(({ email }: { email: string }) => email)
    },
  }
}

test('a browser holds several accounts, and goes from one to the other by one press', async () => {
  const here = browser()
  await here.signIn(ada.email)
  await here.signIn(bob.email)
  expect((await here.held()).sort()).toEqual([ada.email, bob.email])
  expect(await here.who()).toBe(bob.email)
  expect((await here.knock(switchAccount, { userId: ada.id })).status).toBe(200)
  expect(await here.who()).toBe(ada.email)
})

test('an account that this browser does not hold is not switched to', async () => {
  const here = browser()
  await here.signIn(ada.email)
  const answer = await here.knock(switchAccount, { userId: eve.id })
  expect(answer.status).toBe(404)
  expect(await here.who()).toBe(ada.email)
})

test('no answer carries the token of a session, and the endpoints that would are closed', async () => {
  const here = browser()
  await here.signIn(ada.email)
  await here.signIn(bob.email)
  const tokens = await asOwner(sql`select token from session`)
  const { body } = await here.knock(getWaysBack)
  for (const { token } of tokens) expect(body).not.toContain(token)
  const headers = here.headers()
  expect((await callAuth('/multi-session/list-device-sessions', { headers })).status).toBe(404)
  for (const path of ['/multi-session/set-active', '/multi-session/revoke']) {
    const body = { sessionToken: String(tokens[0]?.token) }
    expect((await callAuth(path, { body, headers })).status, path).toBe(404)
  }
})

test('signing out ends this account’s session, and the next one takes its place', async () => {
  const here = browser()
  await here.signIn(ada.email)
  await here.signIn(bob.email)
  const out = await here.knock(signOutAccount, { userId: bob.id })
  expect(out.result).toBe(true)
  expect(await here.who()).toBe(ada.email)
  expect(await here.held()).toEqual([ada.email])
  // Pressed twice.
  expect((await here.knock(signOutAccount, { userId: bob.id })).result).toBe(true)
  expect(await here.who()).toBe(ada.email)
  expect((await here.knock(signOutAccount, { userId: ada.id })).result).toBe(false)
  expect(await here.who()).toBe(null)
  expect([...here.jar.keys()].filter((name) => name.includes('session_token'))).toEqual([])
})

test('signing out of all ends every account’s session in this browser, and nowhere else', async () => {
  const here = browser()
  await here.signIn(ada.email)
  await here.signIn(bob.email)
  const headers = here.headers()
  await callAuth('/sign-out', { body: {}, headers })
  expect((await callAuth('/get-session', { headers })).data).toBe(null)
  expect((await knock(getWaysBack, undefined, headers)).result).toMatchObject({ accounts: [] })
  expect((await callAuth('/get-session', { headers: ada.headers })).data).not.toBe(null)
})

test('somebody who was banned is out of the list, and the door stands open to them and to the others', async () => {
  const here = browser()
  await here.signIn(ada.email)
  await here.signIn(bob.email)
  await asOwner(sql`update "user" set banned = true where id = ${bob.id}`)
  expect(await here.held()).toEqual([ada.email])
  expect((await visit('/sign-in', here.headers())).status).toBe(200)
  expect((await here.knock(switchAccount, { userId: bob.id })).status).toBe(404)
  expect((await here.knock(switchAccount, { userId: ada.id })).status).toBe(200)
  expect(await here.who()).toBe(ada.email)
  await asOwner(sql`update "user" set banned = false where id = ${bob.id}`)
})

test('a session that ended elsewhere gives its place free', async () => {
  const here = browser()
  await here.signIn(ada.email)
  await here.signIn(bob.email)
  await asOwner(sql`delete from session where user_id = ${ada.id}`)
  expect((await here.knock(getWaysBack)).result).toMatchObject({ accounts: [{ id: bob.id }] })
  expect([...here.jar.keys()].filter((name) => name.includes('_multi-'))).toHaveLength(1)
})

test('the door to one more account stands open to whoever is signed in; the others lead on', async () => {
  const here = browser()
  await here.signIn(bob.email)
  expect((await visit('/sign-in?add=true', here.headers())).status).toBe(200)
  expect((await visit('/sign-in', here.headers())).headers.get('location')).toBe('/app')
  for (const elsewhere of ['https://elsewhere.test/', '//elsewhere.test', '/\\elsewhere.test']) {
    const search = new URLSearchParams({ redirect: elsewhere })
    const page = await visit(`/sign-in?${search}`, here.headers())
    expect(page.headers.get('location'), elsewhere).toBe('/app')
  }
})

test('the way in that was used last is remembered in the browser and marked on the next visit', async () => {
  const here = browser()
  expect((await here.knock(getWaysBack)).result).toMatchObject({ last: null })
  await here.signIn(bob.email)
  await here.knock(signOutAccount, { userId: bob.id })
  expect((await here.knock(getWaysBack)).result).toMatchObject({ last: 'email' })
  const page = await (await visit('/sign-in', here.headers())).text()
  expect(page).toContain('last used')
  here.jar.set('last_way_in', '<script>')
  expect((await here.knock(getWaysBack)).result).toMatchObject({ last: null })
})
