import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Stripe from 'stripe'
import { afterAll, expect, test } from 'vitest'
import { type StripeStandIn, startStripe } from '../../dev/stripe/start.ts'

const folder = mkdtempSync(join(tmpdir(), 'stripe-kept-'))
const keepIn = join(folder, 'stripe.json')
afterAll(() => rmSync(folder, { recursive: true }))

const sdkOf = ({ url, environment }: StripeStandIn) =>
  new Stripe(environment.STRIPE_SECRET_KEY, {
    protocol: 'http',
    host: '127.0.0.1',
    port: new URL(url).port,
    telemetry: false,
  })

test('a stand-in that is stopped and started again has lost nothing, and brings what had not arrived', async () => {
  const first = await startStripe({ keepIn, deliverTo: async () => new Response() })
  await first.clock.advanceBy(10)
  await sdkOf(first).customers.create({ name: 'Acme' })
  await first.deliveries.settle()
  first.deliveries.pause()
  const { id } = await sdkOf(first).customers.create({ name: 'Globex' })
  await first.stop()

  const heard: string[] = []
  const second = await startStripe({
    keepIn,
    deliverTo: async (request) => {
      heard.push((await request.json()).data.object.name)
      return new Response()
    },
  })
  expect((await sdkOf(second).customers.retrieve(id)).id).toBe(id)
  expect(second.clock.now().getTime()).toBeGreaterThan(Date.now() + 9 * 86_400_000)
  await second.deliveries.settle()
  expect(heard).toEqual(['Globex'])

  second.reset()
  await second.stop()
  expect(readFileSync(keepIn, 'utf8')).not.toContain('Globex')
})
