import app from 'app.config'
import Stripe from 'stripe'
import { env } from '~/env.server'
import { Refusal } from '~/refusal'
import { noteTime } from './clock.server'
import { placeOf } from './stripe-place'

/** Whether anything can be bought here: both of Stripe's secrets are set. */
export const billingOn = Boolean(env.STRIPE_SECRET_KEY && env.STRIPE_WEBHOOK_SECRET)

/** Stripe's SDK, or its stand-in behind the same one. Without keys it can only fail: ask `billingOn` first. */
export const stripe = new Stripe(env.STRIPE_SECRET_KEY ?? 'sk_none', {
  appInfo: { name: app.name },
  maxNetworkRetries: 2,
  timeout: 15_000,
  telemetry: false,
  httpClient: timed(Stripe.createNodeHttpClient()),
  ...placeOf(env.STRIPE_API_BASE),
})

/** @throws Refusal unavailable where nothing can be bought */
export function requireBilling(): void {
  if (!billingOn) throw new Refusal('unavailable', 'Billing is switched off here.')
}

function timed(client: Stripe.HttpClient): Stripe.HttpClient {
  const ask = client.makeRequest.bind(client)
  client.makeRequest = async (...request) => {
    const answer = await ask(...request)
    noteTime(String(answer.getHeaders().date ?? ''))
    return answer
  }
  return client
}
