const secret = /secret|token|password/i

/**
 * What Stripe said without what opens something: a link to a payment page or an invoice is as good as a key, and is
 * shown as `…` like every secret.
 */
export function masked(value: unknown): unknown {
  if (typeof value === 'string') return /^https?:/i.test(value) ? '…' : value
  if (Array.isArray(value)) return value.map(masked)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      secret.test(key) && each !== null ? '…' : masked(each),
    ]),
  )
}
