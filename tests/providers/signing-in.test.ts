import './stand-ins'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { asOwner } from '../support/database'
import { callAuth, visit } from '../support/knock'
import { lettersTo, tokenIn } from '../support/letters'
import { arrive, password, people } from '../support/people'
import { others } from './others'
import { choose, comeBack, setOut, through, whoIs } from './through'

test.each([
  ['google', people.ada],
  ['github', people.bob],
])(
  'whoever is new comes in with %s, and has an account with name and address',
  async (provider, { name, email }) => {
    const back = await through(provider, email, { body: { callbackURL: '/invitation/abc' } })
    expect(back).toMatchObject({ status: 302, location: '/invitation/abc' })
    expect(await whoIs(back.headers)).toMatchObject({
      name,
      email,
      emailVerified: true,
      image: null,
    })
    expect(await lettersTo(email)).toEqual([])
    const again = await through(provider, email)
    expect(again.location).toBe('/app')
    expect(await accountsOf(email)).toEqual([provider])
  },
)

test('whoever has no name there comes in without one, and is asked for it', async () => {
  const { email } = others.nameless
  const back = await through('google', email)
  expect(await whoIs(back.headers)).toMatchObject({ name: '', email })
  const page = await visit('/app', back.headers)
  expect(page.headers.get('location')).toMatch(/name\?redirect=%2Fapp$/)
})

test('an address that the provider does not vouch for is confirmed by letter before anybody is in', async () => {
  const { email } = others.unsure
  const back = await through('google', email, { body: { callbackURL: '/invitation/abc' } })
  expect(back.error).toBe('email_not_verified')
  expect(await whoIs(back.headers)).toBeUndefined()
  const [letter] = await lettersTo(email)
  expect(letter).toMatchObject({ letter: 'verify' })
  expect(new URL(letter?.props.url ?? '').searchParams.get('redirect')).toBe('/invitation/abc')

  const link = { query: { token: tokenIn(letter) } }
  expect(await callAuth('/verify-email', link)).toMatchObject({
    status: 403,
    data: { code: 'CHOSEN_ELSEWHERE', password: false },
  })
  const verified = await callAuth('/verify-email', { ...link, headers: back.headers })
  expect(verified.status).toBe(200)
  const after = await through('google', email)
  expect(await whoIs(after.headers)).toMatchObject({ email, emailVerified: true })
})

test('where both addresses are confirmed, the account that is there already is signed in to, and linked', async () => {
  const cleo = await arrive('cleo')
  const back = await through('google', cleo.email)
  expect(await whoIs(back.headers)).toMatchObject({ id: cleo.id })
  expect(await accountsOf(cleo.email)).toEqual(['credential', 'google'])
})

test('an account whose own address nobody has confirmed is never linked: who made it may be a thief', async () => {
  const { name, email } = people.eve
  expect((await callAuth('/sign-up/email', { body: { name, email, password } })).status).toBe(200)
  const back = await through('google', email)
  expect(back.error).toBe('account_not_linked')
  expect(await whoIs(back.headers)).toBeUndefined()
  expect(await accountsOf(email)).toEqual(['credential'])
})

test('an account is never linked by an address that the provider does not vouch for', async () => {
  const { email } = others.unsure
  await asOwner(sql`delete from account where provider_id = 'google'
    and user_id = (select id from "user" where email = ${email})`)
  const back = await through('google', email)
  expect(back.error).toBe('account_not_linked')
  expect(await accountsOf(email)).toEqual([])
})

test('what comes back to another browser, or comes back twice, lets nobody in', async () => {
  const { url, headers } = await setOut('google')
  const path = await choose(url, people.ada.email)
  expect(await comeBack(path)).toMatchObject({ error: 'state_mismatch', status: 302 })
  expect((await comeBack(path, headers)).location).toBe('/app')
  expect((await comeBack(path, headers)).error).toBe('state_mismatch')
  expect((await comeBack('/api/auth/callback/google?error=access_denied')).location).toMatch(
    /^\/sign-in\?error=/,
  )
})

test('whoever says no at the provider is back where they began, and the page knows why', async () => {
  const { url, headers } = await setOut('google', {
    body: { errorCallbackURL: '/sign-in?redirect=%2Finvitation%2Fabc' },
  })
  const path = `/api/auth/callback/google?error=access_denied&state=${url.searchParams.get('state')}`
  expect((await comeBack(path, headers)).location).toBe(
    '/sign-in?redirect=%2Finvitation%2Fabc&error=access_denied',
  )
})

test.each(['callbackURL', 'errorCallbackURL', 'newUserCallbackURL'])(
  'nobody is sent elsewhere afterwards by the %s',
  async (field) => {
    for (const elsewhere of ['https://elsewhere.test/', '//elsewhere.test', '/\\elsewhere.test']) {
      const body = { provider: 'google', [field]: elsewhere }
      expect((await callAuth('/sign-in/social', { body })).status).toBe(403)
    }
  },
)

test('a token that a browser hands in is no way in', async () => {
  const body = { provider: 'google', idToken: { token: 'a.b.c' } }
  const { status, data } = await callAuth('/sign-in/social', { body })
  expect(status).toBe(400)
  expect(data).toMatchObject({ code: 'ID_TOKEN_NOT_SUPPORTED' })
})

test('Apple answers with a form; what is in it goes on as an address', async () => {
  const { default: server } = await import('~/server')
  const answer = await server.fetch(
    new Request('http://localhost:3000/api/auth/callback/apple', {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: 'https://appleid.apple.com',
      },
      body: new URLSearchParams({ code: 'abc', state: 'def' }),
    }),
  )
  expect(answer.status).toBe(302)
  expect(answer.headers.get('location')).toMatch(
    /\/api\/auth\/callback\/apple\?code=abc&state=def$/,
  )
})

async function accountsOf(email: string) {
  const rows = await asOwner(sql`select provider_id from account a join "user" u on u.id = a.user_id
    where u.email = ${email} order by provider_id`)
  return rows.map(({ provider_id }) => provider_id)
}
