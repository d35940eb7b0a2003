import { env } from '~/env.server'

let ahead = 0

/**
 * Now, as the bill counts it. A stand-in's clock can be moved, and every answer of it says its time (RFC 9110, 6.6.1);
 * Stripe's own clock is everybody's.
 */
export function billingNow(): Date {
  return new Date(Date.now() + ahead)
}

/** Takes note of an answer's time, given as HTTP writes it. Only a stand-in is believed. */
export function noteTime(date: string | undefined): void {
  const then = env.STRIPE_API_BASE && date ? Date.parse(date) : Number.NaN
  // Such a date has no fractions of a second.
  if (!Number.isNaN(then)) ahead = Math.abs(then - Date.now()) < 2_000 ? 0 : then - Date.now()
}
