import { afterEach, expect, test, vi } from 'vitest'

afterEach(() => vi.unstubAllEnvs())

async function todoAt(address: string, twoFactorEnabled: boolean, isFresh = true) {
  vi.resetModules()
  vi.stubEnv('NODE_ENV', 'production')
  vi.stubEnv('RESEND_API_KEY', 'not used')
  vi.stubEnv('EMAIL_FROM', 'hello@atrium.test')
  vi.stubEnv('APP_URL', address)
  vi.stubEnv('STRIPE_API_BASE', undefined)
  const { todoOf } = await import('~/auth/operator/operator-entry.server')
  return todoOf({ twoFactorEnabled }, isFresh)
}

test('in production whoever runs the product needs a second step, and a recent sign-in', async () => {
  expect(await todoAt('https://app.acme.test', false)).toBe('second step')
  expect(await todoAt('https://app.acme.test', true)).toBe(null)
  expect(await todoAt('https://app.acme.test', true, false)).toBe('confirm')
})

test('the demo on localhost is quick to enter', async () => {
  expect(await todoAt('http://localhost:3000', false)).toBe(null)
})
