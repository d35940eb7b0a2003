import type Stripe from 'stripe'
import type { Target } from './knobs.ts'
import { sign } from './signing.ts'

const patience = 15_000
const path = 'http://localhost/api/stripe/webhook'

/** What one try came to; `answer` is a status, or why there was none. */
export type Handed = { arrived: boolean; answer: string }

/** Brings one event to the app once, signed as Stripe signs: only an answer of 2xx says that it has it. */
export async function hand(event: Stripe.Event, target: Target, secret: string): Promise<Handed> {
  const body = JSON.stringify(event)
  const init = {
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'stripe-signature': sign(body, secret),
      'user-agent': 'Stripe/1.0 (stand-in)',
    },
    body,
  }
  try {
    const answer = await (typeof target === 'string'
      ? fetch(target, { ...init, redirect: 'manual', signal: AbortSignal.timeout(patience) })
      : target(new Request(path, init)))
    await answer.body?.cancel()
    return { arrived: answer.ok, answer: String(answer.status) }
  } catch (error) {
    return { arrived: false, answer: inWords(error) }
  }
}

function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}
