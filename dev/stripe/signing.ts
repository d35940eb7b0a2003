import { createHmac } from 'node:crypto'

/**
 * The header `Stripe-Signature` for a body: Stripe's scheme v1. By real time even where the stand-in's clock was
 * moved, because whoever checks it compares with real time.
 */
export function sign(body: string, secret: string, at = Date.now()): string {
  const seconds = Math.floor(at / 1_000)
  const mark = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return `t=${seconds},v1=${mark}`
}
