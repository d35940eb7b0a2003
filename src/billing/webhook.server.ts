import type Stripe from 'stripe'
import { env } from '~/env.server'
import { log } from '~/observe/log.server'
import { isOfConcern } from './concerns'
import { takeEvent } from './intake.server'
import { billingOn, stripe } from './stripe.server'

/** Bytes: the largest events have a tenth of this. */
const most = 256 * 1024

/**
 * Takes an event of Stripe's: 200 once it is stored, so that Stripe sends again whatever is not. Nothing is written of
 * what Stripe did not sign, or signed more than five minutes ago.
 */
export async function receive(request: Request): Promise<Response> {
  if (!billingOn) return new Response('Billing is switched off here.', { status: 404 })
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '')) {
    return refuse(415, 'An event is JSON.')
  }
  const body = await read(request)
  if (body === undefined) return refuse(413, 'No event is as large as this.')
  const event = await verified(body, request.headers.get('stripe-signature') ?? '')
  if (!event) return refuse(400, 'This was not signed by Stripe just now.')
  if (!isOurs(event)) {
    log.warn({ event: event.id }, "an event of another account's or mode's was set aside")
    return taken()
  }
  if (!isOfConcern(event.type)) return taken()
  try {
    await takeEvent(event)
    return taken()
  } catch (error) {
    log.error({ err: error, event: event.id }, 'an event could not be stored, and will come again')
    return new Response('Try again.', { status: 503, headers: { 'retry-after': '30' } })
  }
}

const taken = () => Response.json({ received: true })

function refuse(status: number, sentence: string): Response {
  log.warn({ status, reason: sentence }, 'what came as an event was refused')
  return new Response(sentence, { status })
}

/** The body as it came, to the byte; undefined where it is too large, of which no more is read. */
async function read(request: Request): Promise<Buffer | undefined> {
  if (Number(request.headers.get('content-length')) > most) return undefined
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of request.body ?? []) {
    size += part.length
    if (size > most) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** The SDK also refuses events of its second version, which this endpoint is not for. */
async function verified(body: Buffer, signature: string): Promise<Stripe.Event | undefined> {
  const secret = env.STRIPE_WEBHOOK_SECRET ?? ''
  return stripe.webhooks.constructEventAsync(body, signature, secret).catch(() => undefined)
}

/** Those of a connected account, and of test mode where the key is live, share the endpoint and not the customers. */
function isOurs({ account, livemode }: Stripe.Event): boolean {
  return !account && livemode === /^[rs]k_live_/.test(env.STRIPE_SECRET_KEY ?? '')
}
