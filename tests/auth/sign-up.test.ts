import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { asOwner } from '../support/database'
import { callAuth } from '../support/knock'
import { lettersTo, tokenIn } from '../support/letters'
import { cookiesOf, password, people } from '../support/people'
import { withCookies } from '../support/second-step'

const { ada, bob, cleo, eve } = people
const signUp = (email: string, more: object = {}) =>
  callAuth('/sign-up/email', { body: { name: 'Somebody', email, password, ...more } })

test('a person who signs up gets one letter, and is signed in by the link in it', async () => {
  const made = await signUp(ada.email)
  expect(made.status).toBe(200)
  const letters = await lettersTo(ada.email)
  expect(letters).toMatchObject([{ letter: 'verify', props: { name: 'Somebody' } }])

  const verified = await callAuth('/verify-email', {
    query: { token: tokenIn(letters[0]) },
    headers: withCookies(new Headers(), made.headers),
  })
  expect(verified.status).toBe(200)
  const headers = new Headers({ cookie: cookiesOf(verified.headers) })
  const { data } = await callAuth('/get-session', { headers })
  expect(data).toMatchObject({ user: { email: ada.email, emailVerified: true } })
})

test('the link in the letter signs in once only', async () => {
  const token = tokenIn((await lettersTo(ada.email))[0])
  const again = await callAuth('/verify-email', { query: { token } })
  expect(again.status).toBe(200)
  expect(again.headers.getSetCookie()).toEqual([])
})

test.each(['garbage', '', 'eyJhbGciOiJIUzI1NiJ9.eyJlbWFpbCI6ImFkYUBhY21lLnRlc3QifQ.nothing'])(
  'a garbled link (%s) is refused',
  async (token) => {
    expect((await callAuth('/verify-email', { query: { token } })).status).toBe(401)
  },
)

test('where the invitation is, the letter leads back to it; elsewhere it never leads away', async () => {
  await signUp(bob.email, { callbackURL: '/invitation/abc' })
  const [letter] = await lettersTo(bob.email)
  expect(new URL(letter?.props.url ?? '').searchParams.get('redirect')).toBe('/invitation/abc')
  const away = await signUp(cleo.email, { callbackURL: 'https://elsewhere.test/' })
  expect(away.status).toBe(403)
})

test('an account that is not confirmed cannot sign in, and gets the letter again', async () => {
  const answer = await callAuth('/sign-in/email', { body: { email: bob.email, password } })
  expect(answer.status).toBe(403)
  expect(answer.data).toMatchObject({ code: 'EMAIL_NOT_VERIFIED' })
  expect(await lettersTo(bob.email)).toHaveLength(2)
})

test('a taken address is answered like a free one; only its owner learns of it, by letter', async () => {
  const free = await signUp(eve.email)
  const taken = await signUp(ada.email)
  expect(taken.status).toBe(free.status)
  expect(shapeOf(taken.data)).toEqual(shapeOf(free.data))
  expect((await lettersTo(ada.email)).at(-1)).toMatchObject({ letter: 'already-registered' })
})

test('twenty sign-ups with one address at once make one account', async () => {
  const email = 'many@acme.test'
  await Promise.all(Array.from({ length: 20 }, () => signUp(email)))
  const rows = await asOwner(sql`select id from "user" where email = ${email}`)
  expect(rows).toHaveLength(1)
  const credentials = await asOwner(
    sql`select a.id from account a join "user" u on u.id = a.user_id where u.email = ${email}`,
  )
  expect(credentials).toHaveLength(1)
})

test('when the letter cannot be stored there is no account either', async () => {
  const email = 'unlucky@acme.test'
  await asOwner(sql`revoke insert on all tables in schema jobs from app`)
  const { status } = await signUp(email)
  await asOwner(sql`grant insert on all tables in schema jobs to app`)
  expect(status).toBeGreaterThanOrEqual(500)
  expect(await asOwner(sql`select 1 from "user" where email = ${email}`)).toEqual([])
  expect((await signUp(email)).status).toBe(200)
  expect(await lettersTo(email)).toHaveLength(1)
})

test.each([
  ['a short password', { password: 'too short' }, 'PASSWORD_TOO_SHORT'],
  ['an endless password', { password: 'x'.repeat(129) }, 'PASSWORD_TOO_LONG'],
  ['no address', { email: 'nobody' }, 'VALIDATION_ERROR'],
  ['a name of a megabyte', { name: 'x'.repeat(1_000_000) }, 'INVALID_NAME'],
  ['an empty name', { name: '  ' }, 'INVALID_NAME'],
  ['a picture from elsewhere', { image: 'https://elsewhere.test/x.png' }, 'FIELD_NOT_ALLOWED'],
  ['a role', { role: 'operator' }, 'FIELD_NOT_ALLOWED'],
])('%s is refused with its own code', async (_what, more, code) => {
  const { status, data } = await signUp('new@acme.test', more)
  expect(status).toBe(400)
  expect(data).toMatchObject({ code })
})

/** Everything but the values that differ between any two people. */
function shapeOf(data: unknown): unknown {
  const { user, token } = Object(data)
  const { id, email, name, createdAt, updatedAt, ...rest } = user
  return {
    token,
    keys: Object.keys(user),
    kinds: [id, email, name, createdAt, updatedAt].map((v) => typeof v),
    rest,
  }
}
