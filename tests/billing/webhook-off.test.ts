import { expect, test, vi } from 'vitest'
import { origin } from '../support/knock'

test('without keys nobody takes events', async () => {
  vi.resetModules()
  vi.stubEnv('STRIPE_SECRET_KEY', '')
  vi.stubEnv('STRIPE_WEBHOOK_SECRET', '')
  const { receive } = await import('~/billing/webhook.server')
  const request = new Request(`${origin}/api/stripe/webhook`, { method: 'POST', body: '{}' })
  expect((await receive(request)).status).toBe(404)
})
