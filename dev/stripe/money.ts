import type Stripe from 'stripe'

/** An amount as Stripe writes decimals: a string on the wire, which only the SDK makes into more. */
export function decimal(amount: number): Stripe.Decimal {
  return String(amount) as unknown as Stripe.Decimal
}

/** Making one is slow, and every line of an invoice asks for it. */
const formats = new Map<string, Intl.NumberFormat>()

/** An amount in words, as they stand on an invoice: "€12.00". */
export function inWords(amount: number, currency: string): string {
  const format =
    formats.get(currency) ?? new Intl.NumberFormat('en', { style: 'currency', currency })
  formats.set(currency, format)
  return format.format(amount / 100)
}
