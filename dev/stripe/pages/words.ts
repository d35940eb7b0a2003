import type Stripe from 'stripe'

/** `€48.00`: an amount in the smallest unit of its currency. */
export function money(amount: number, currency: string): string {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).format(amount / 100)
}

/** `5 May 2027`: a moment of the stand-in's clock. */
export function date(seconds: number): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
    seconds * 1_000,
  )
}

/** `€12.00 per month`: what one of a price costs. */
export function rate({ unit_amount, currency, recurring }: Stripe.Price): string {
  const amount = money(unit_amount ?? 0, currency)
  if (!recurring) return amount
  const { interval, interval_count: count } = recurring
  return `${amount} ${count === 1 ? `per ${interval}` : `every ${count} ${interval}s`}`
}

/** `Visa ending in 4242`. */
export function cardInWords({ card }: Stripe.PaymentMethod): string {
  const brand = card?.brand ?? 'card'
  return `${brand.charAt(0).toUpperCase()}${brand.slice(1)} ending in ${card?.last4 ?? '····'}`
}
