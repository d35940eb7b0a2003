import Stripe from 'stripe'
import { log } from '~/observe/log.server'
import { Refusal } from '~/refusal'

export const silence = new Refusal(
  'unavailable',
  'Stripe does not answer right now. Nothing was changed. Try again in a moment.',
)

/** What a person is told where Stripe failed, or said no to what we asked; undefined for every other error. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof Stripe.errors.StripeError)) return undefined
  const { type, code, statusCode, requestId } = error
  log.error({ type, code, statusCode, stripeRequestId: requestId }, 'Stripe said no')
  return silence
}
