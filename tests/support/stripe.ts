import { afterAll } from 'vitest'
import { noteTime } from '~/billing/clock.server'
import server from '~/server'
import { type StripeStandIn, startStripe } from '../../dev/stripe/start.ts'
import { stockStripe } from '../../dev/stripe-stock.ts'
import { origin } from './knock.ts'

const key = Symbol.for('atrium.stripe')
const processWide: typeof globalThis & { [key]?: Promise<StripeStandIn> } = globalThis

/**
 * The stand-in of Stripe to which this process' environment leads: the product's prices are there, and nobody has
 * bought anything. Its events go to the app's webhook, in this process.
 */
export async function stripeStandIn(): Promise<StripeStandIn> {
  const port = Number(new URL(process.env.STRIPE_API_BASE ?? '').port)
  processWide[key] ??= startStripe({ port })
  const standIn = await processWide[key]
  standIn.reset()
  await stockStripe(standIn.environment)
  standIn.deliveries.deliverTo(deliver)
  afterAll(() => {
    standIn.deliveries.deliverTo(undefined)
    standIn.reset()
    // The next file of this process finds the bill's clock where everybody's is.
    noteTime(new Date().toUTCString())
  })
  return standIn
}

async function deliver(request: Request): Promise<Response> {
  return server.fetch(new Request(`${origin}/api/stripe/webhook`, request))
}
