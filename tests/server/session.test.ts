import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { call } from './call.ts'
import { sharedServer } from './ground.ts'

const server = sharedServer()
const ada = { name: 'Ada', email: 'ada@acme.test', password: 'correct horse battery staple' }

test('a session that is renewed while a page is made is renewed in the browser too', async () => {
  await post('sign-up/email', ada)
  await asked('update "user" set email_verified = true where email = \'ada@acme.test\'')
  const { headers } = await post('sign-in/email', ada)
  const cookie = cookieOf(headers['set-cookie'])

  const fresh = await call(`${server().url}/app`, { headers: { cookie } })
  expect(fresh.headers['set-cookie']).toBeUndefined()

  await asked("update session set expires_at = now() + interval '3 days'")
  const renewed = await call(`${server().url}/app`, { headers: { cookie } })
  expect(renewed.status).toBe(200)
  expect(cookieOf(renewed.headers['set-cookie'])).toBe(cookie)
  expect(renewed.headers['set-cookie']?.[0]).toMatch(
    /Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax/,
  )
})

function post(path: string, body: object) {
  return call(`${server().url}/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server().url },
    body: JSON.stringify(body),
  })
}

function cookieOf(setCookie: string[] | undefined): string {
  return setCookie?.[0]?.split(';')[0] ?? ''
}

/** On this file's database, past every policy. */
async function asked(sentence: string): Promise<void> {
  const { pathname } = new URL(process.env.DATABASE_URL ?? '')
  const url = Object.assign(new URL(inject('database').superuser), { pathname })
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  const { rowCount } = await client.query(sentence)
  await client.end()
  expect(rowCount).toBe(1)
}
