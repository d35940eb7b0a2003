import app from 'app.config'

/** A letter in plain text: its paragraphs, then who to ask and who wrote it. */
export function plainLetter(...paragraphs: string[]): string {
  const ask = `Questions? Answer this letter, or write to ${app.company.supportEmail}.`
  return [...paragraphs, ask, app.company.name].join('\n\n')
}

/** "Hello Ada," */
export function greeting(name: string): string {
  return name ? `Hello ${name},` : 'Hello,'
}

/** "12 November 2026", in UTC. */
export function day(iso: string): string {
  return new Date(iso).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
}

/** "12 November 2026 at 14:05 UTC" */
export function moment(iso: string): string {
  const time = new Date(iso).toLocaleTimeString('en-GB', { timeStyle: 'short', timeZone: 'UTC' })
  return `${day(iso)} at ${time} UTC`
}

/** "€48.00": an amount in the currency's smallest unit, as Stripe counts it. */
export function money(amount: number, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  const { maximumFractionDigits = 2 } = format.resolvedOptions()
  return format.format(amount / 10 ** maximumFractionDigits)
}
