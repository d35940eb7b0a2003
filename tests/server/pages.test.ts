import { describe, expect, test } from 'vitest'
import { call } from './call.ts'
import { sharedServer } from './ground.ts'

const server = sharedServer()
const publicPages = ['/', '/sign-in', '/sign-up', '/reset-password', '/no-such-page']
const page = (path: string, accept = 'br') =>
  call(server().url + path, { headers: { 'accept-encoding': accept } })

describe('a page', () => {
  test('comes compressed as the browser asks, and whole', async () => {
    const plain = await page('/sign-in', 'identity')
    expect(plain.headers['content-encoding']).toBeUndefined()
    for (const encoding of ['br', 'gzip']) {
      const { headers, text, bytes } = await page('/sign-in', encoding)
      expect(headers['content-encoding']).toBe(encoding)
      expect(headers.vary).toBe('Accept-Encoding')
      expect(text).toMatch(/<\/html>\s*$/)
      expect(bytes).toBeLessThan(plain.bytes / 2)
    }
  })

  test('is not compressed in a way the browser refuses', async () => {
    const { headers } = await page('/', 'br;q=0, gzip;q=0.5')
    expect(headers['content-encoding']).toBe('gzip')
  })

  test.each(publicPages)(
    '%s lets only its own scripts run: each carries the nonce of this one answer',
    async (path) => {
      const answers = [await page(path), await page(path)]
      const nonces = answers.map(({ headers, text }) => {
        const nonce = /script-src 'nonce-([^']+)'/.exec(
          String(headers['content-security-policy']),
        )?.[1]
        const scripts = text.match(/<script\b[^>]*>/g) ?? []
        expect(scripts.length).toBeGreaterThan(0)
        for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`)
        return nonce
      })
      expect(new Set(nonces).size).toBe(2)
    },
  )

  test.each(publicPages)(
    '%s has no style in an attribute, which the policy would block',
    async (path) => {
      const { text } = await page(path)
      expect(text.match(/<[a-z][^>]*\sstyle=[^>]*>/gi)).toBeNull()
    },
  )
})

test.each([
  ['a page', '/sign-in', 200],
  ['a page nobody wrote', '/no-such-page', 404],
  ['an asset that is not there', '/assets/gone-1234.js', 404],
  ['the health of the server', '/api/health', 200],
  ['an answer of the sign-in', '/api/auth/get-session', 200],
  ['a server function asked from nowhere', '/_serverFn/projects.listProjects', 403],
  ['a path that cannot be read', '/%E0%A4%A', 400],
  ['a path that leads elsewhere', '//elsewhere.example/', 308],
])('%s carries its request id and the security headers', async (_what, path, status) => {
  const { headers, ...answer } = await call(server().url + path)
  expect(answer.status).toBe(status)
  expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'strict-origin-when-cross-origin',
  })
})

test('an asset that is not there is no page', async () => {
  const { headers, text } = await page('/assets/gone-1234.js')
  expect(headers['content-type']).toContain('text/plain')
  expect(headers['cache-control']).toBe('no-store')
  expect(text).not.toContain('<')
})

test('a question for the head alone gets it, without a body', async () => {
  for (const path of ['/', '/api/health']) {
    const { status, headers, bytes } = await call(server().url + path, { method: 'HEAD' })
    expect({ status, bytes }).toEqual({ status: 200, bytes: 0 })
    expect(headers['content-type']).toBeDefined()
  }
})

test('a small answer is not worth compressing', async () => {
  const { headers } = await page('/api/health')
  expect(headers['content-encoding']).toBeUndefined()
  expect(headers['content-length']).toBe('34')
})

describe('the server is known by its own address', () => {
  const attempt = (headers: Record<string, string>, path = '/api/auth/sign-in/email') =>
    call(server().url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ email: 'nobody@example.com', password: 'not a password' }),
    })

  test('whatever host a proxy hands on, people of the right origin are heard', async () => {
    const { status } = await attempt({ host: 'internal:8080', origin: server().url, cookie: 'a=b' })
    expect(status).toBe(401)
  })

  test('a foreign origin is not made right by a host that matches it', async () => {
    const { status } = await attempt({
      host: 'evil.example',
      origin: 'http://evil.example',
      cookie: 'a=b',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'http',
    })
    expect(status).toBe(403)
  })

  test('a link in its pages never follows the host of the request', async () => {
    const { headers, status } = await call(`${server().url}/app`, {
      headers: { host: 'evil.example' },
    })
    expect(status).toBe(307)
    expect(headers.location).not.toContain('evil')
  })
})

test('a method nobody knows is refused in words', async () => {
  const { status, text, headers } = await call(server().url, { method: 'TRACE' })
  expect(status).toBe(405)
  expect(JSON.parse(text)).toMatchObject({ code: 'METHOD_NOT_ALLOWED' })
  expect(headers['x-request-id']).toBeDefined()
})
