import app from 'app.config'

/** An amount in whole or broken units of the product's currency: "€12", "€12.50". */
export function money(amount: number): string {
  return formatIn(app.currency).format(amount)
}

/** An amount as a bill gives it: in the currency's smallest units, which are not cents everywhere. */
export function billed(minor: number, currency: string): string {
  const format = formatIn(currency)
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  return format.format(minor / 10 ** digits)
}

function formatIn(currency: string) {
  return new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    trailingZeroDisplay: 'stripIfInteger',
  })
}
