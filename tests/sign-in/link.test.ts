import { sql } from 'drizzle-orm'
import { afterEach, expect, test, vi } from 'vitest'
import { lookAtLink } from '~/auth/sign-in/link-state.functions'
import { asOwner } from '../support/database'
import { callAuth, knock, visit } from '../support/knock'
import { lettersTo, tokenIn } from '../support/letters'
import { arrive, cookiesOf, password, people } from '../support/people'

const ada = await arrive('ada')
const { bob, cleo, eve } = people
const ask = (email: string, more: object = {}) =>
  callAuth('/sign-in/magic-link', { body: { email, ...more } })
const use = (token: string, headers?: Headers) =>
  callAuth('/magic-link/verify', { query: { token }, headers })
const newest = async (email: string) => (await lettersTo(email)).at(-1)
const linkFor = async (email: string) => {
  await ask(email)
  return tokenIn(await newest(email))
}
const state = async (token: string, headers?: Headers) =>
  (await knock(lookAtLink, { token }, headers)).result
const whoIs = async (headers: Headers) =>
  (await callAuth('/get-session', { headers: new Headers({ cookie: cookiesOf(headers) }) })).data

afterEach(() => {
  vi.useRealTimers()
})

test('a link signs in once, and what is stored of it opens nothing', async () => {
  const token = await linkFor(ada.email)
  const stored = await asOwner(sql`select identifier, value from verification`)
  expect(JSON.stringify(stored)).not.toContain(token)
  const answer = await use(token)
  expect(answer.status).toBe(200)
  expect(await whoIs(answer.headers)).toMatchObject({ user: { email: ada.email } })
  const again = await use(token)
  expect(again.headers.getSetCookie()).toEqual([])
  expect(await state(token)).toEqual({ state: 'used' })
})

test('opening the page uses nothing up, however often a scanner does it', async () => {
  const letter = await (async () => {
    await ask(ada.email)
    return newest(ada.email)
  })()
  const { pathname, search } = new URL(letter?.props.url ?? '')
  expect(pathname).toBe('/magic-link')
  for (const _ of [1, 2]) {
    const page = await visit(pathname + search)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('Sign in as')
  }
  expect((await use(tokenIn(letter))).status).toBe(200)
})

test('an address that somebody navigates to signs nobody in: only the button on our page does', async () => {
  const token = await linkFor(ada.email)
  const answer = await use(token, new Headers({ 'sec-fetch-mode': 'navigate' }))
  expect(answer.status).toBe(403)
  expect(await state(token)).toMatchObject({ state: 'open' })
})

test('expired, used and half copied are told apart', async () => {
  const token = await linkFor(ada.email)
  expect(await state(token)).toMatchObject({ state: 'open', address: 'a•••@acme.test' })
  expect(await state(token.slice(0, -4))).toEqual({ state: 'garbled' })
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 16 * 60_000 })
  expect(await state(token)).toEqual({ state: 'expired' })
  expect((await use(token)).headers.getSetCookie()).toEqual([])
  const page = await (await visit(`/magic-link?token=${token}`)).text()
  expect(page).toContain('This link has expired.')
})

test('a reader who is signed in as somebody else is told so, and the other address is not written out', async () => {
  await asOwner(sql`update "user" set name = 'Ada' where email = ${ada.email}`)
  const token = await linkFor(bob.email)
  expect(await state(token, ada.headers)).toEqual({
    state: 'open',
    address: 'b•••@acme.test',
    reader: ada.email,
    isReaders: false,
  })
  const page = await (await visit(`/magic-link?token=${token}`, ada.headers)).text()
  expect(page).toContain('This link is for another address')
  expect(page).not.toContain(bob.email)
})

test('a known and an unknown address are answered alike and get the same letter', async () => {
  const [known, unknown] = [await ask(ada.email), await ask('nobody@acme.test')]
  expect(unknown.status).toBe(known.status)
  expect(unknown.data).toEqual(known.data)
  expect((await newest('nobody@acme.test'))?.letter).toBe((await newest(ada.email))?.letter)
})

test('whoever is new gets an account by the first link, and is asked for a name before anything else', async () => {
  const answer = await use(await linkFor(cleo.email))
  const session = await whoIs(answer.headers)
  expect(session).toMatchObject({ user: { email: cleo.email, emailVerified: true, name: '' } })
  const headers = new Headers({ cookie: cookiesOf(answer.headers) })
  const page = await visit('/app/acme/projects', headers)
  expect(page.status).toBe(307)
  expect(page.headers.get('location')).toBe(
    `/your-name?${new URLSearchParams({ redirect: '/app/acme/projects' })}`,
  )
  await callAuth('/update-user', { body: { name: 'Cleo' }, headers })
  expect((await visit('/app', headers)).status).toBe(200)

  await ask(bob.email, { name: ' Bob ' })
  const named = await use(tokenIn(await newest(bob.email)))
  expect(await whoIs(named.headers)).toMatchObject({ user: { name: 'Bob' } })
})

test('a password nobody confirmed is removed by the link, and the answer says so; a confirmed one stays', async () => {
  await callAuth('/sign-up/email', { body: { name: 'Eve', email: eve.email, password } })
  const answer = await use(await linkFor(eve.email))
  expect(answer.headers.get('x-password-removed')).toBe('1')
  const byPassword = { body: { email: eve.email, password } }
  expect((await callAuth('/sign-in/email', byPassword)).status).toBe(401)

  const confirmed = await use(await linkFor(ada.email))
  expect(confirmed.headers.has('x-password-removed')).toBe(false)
  const body = { email: ada.email, password }
  expect((await callAuth('/sign-in/email', { body })).status).toBe(200)
})

test.each([
  ['a name of a megabyte', { name: 'x'.repeat(1_000_000) }],
  ['an address of a megabyte', { email: `${'x'.repeat(1_000_000)}@acme.test` }],
  ['no address', { email: 'nobody' }],
])('%s is refused', async (_what, more) => {
  expect((await ask(ada.email, more)).status).toBe(400)
})

test('an invitation is in the letter and leads back; an address elsewhere is refused', async () => {
  await ask(ada.email, { callbackURL: '/invitation/abc' })
  const { searchParams } = new URL((await newest(ada.email))?.props.url ?? '')
  expect(searchParams.get('redirect')).toBe('/invitation/abc')
  for (const callbackURL of ['https://elsewhere.test/', '//elsewhere.test', '/\\elsewhere.test']) {
    expect((await ask(ada.email, { callbackURL })).status, callbackURL).toBe(403)
  }
})
