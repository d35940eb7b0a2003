import { expect, test, vi } from 'vitest'

const home = 'https://app.atrium.test'
vi.resetModules()
vi.stubEnv('APP_URL', home)
const { auth } = await import('~/auth/auth.server')
const { arrive, password, people } = await import('../support/people')

type Asking = { headers?: Record<string, string>; body?: object }

const post = (path: string, { headers = { origin: home }, body = {} }: Asking) =>
  auth.handler(
    new Request(`${home}/api/auth${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    }),
  )
const ada = { email: people.ada.email, password }

test('over https a session’s cookie is for this site, this connection and no script', async () => {
  await arrive('ada')
  const answer = await post('/sign-in/email', { body: ada })
  expect(answer.status).toBe(200)
  const cookies = answer.headers.getSetCookie()
  expect(cookies.some((line) => line.startsWith('__Secure-better-auth.session_token='))).toBe(true)
  // That one is for the sign-in page to read, and says how and not who.
  for (const line of cookies.filter((each) => !each.startsWith('last_way_in='))) {
    expect(line).toMatch(/^__Secure-/)
    expect(line).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax/)
    expect(line).not.toMatch(/Domain=/i)
  }
})

test.each([
  ['another site', 'https://evil.test'],
  ['a site whose name begins like ours', `${home}.evil.test`],
  ['a part of ours', 'https://evil.app.atrium.test'],
  ['ours without the lock', 'http://app.atrium.test'],
])('a request that %s makes in a browser with a session is refused', async (_what, origin) => {
  const signedIn = await post('/sign-in/email', { body: ada })
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const foreign = await post('/update-user', { headers: { origin, cookie }, body: { name: 'Eve' } })
  expect(foreign.status).toBe(403)
  expect(await foreign.json()).toMatchObject({ code: 'INVALID_ORIGIN' })
  const unsaid = await post('/update-user', { headers: { cookie }, body: { name: 'Eve' } })
  expect(await unsaid.json()).toMatchObject({ code: 'MISSING_OR_NULL_ORIGIN' })
})

test('a form on another site signs nobody in', async () => {
  const headers = {
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'navigate',
    origin: 'https://evil.test',
  }
  const answer = await post('/sign-in/email', { headers, body: ada })
  expect(answer.status).toBe(403)
  expect(answer.headers.getSetCookie()).toEqual([])
})

test.each([
  'https://evil.test',
  '//evil.test',
  '/\\evil.test',
  'https://app.atrium.test.evil.test',
])('nobody is led on to %s', async (callbackURL) => {
  const link = await post('/sign-in/magic-link', { body: { email: ada.email, callbackURL } })
  expect(link.status).toBe(403)
  const reset = await post('/request-password-reset', {
    body: { email: ada.email, redirectTo: callbackURL },
  })
  expect(reset.status).toBe(403)
})
