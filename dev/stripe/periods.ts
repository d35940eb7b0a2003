import type Stripe from 'stripe'

export const hour = 3_600
export const day = 24 * hour

type Recurring = Pick<Stripe.Price.Recurring, 'interval' | 'interval_count'>

/**
 * When the period that begins at `start` ends. Months and years are the calendar's, counted from the anchor: what
 * began on the 31st ends on the last day of a shorter month, and on the 31st again in a longer one.
 */
export function periodEnd(anchor: number, start: number, { interval, interval_count }: Recurring) {
  if (interval === 'day') return start + interval_count * day
  if (interval === 'week') return start + interval_count * 7 * day
  const step = interval_count * (interval === 'year' ? 12 : 1)
  let count = Math.floor(monthsBetween(anchor, start) / step) * step
  while (monthsAfter(anchor, count) <= start) count += step
  return monthsAfter(anchor, count)
}

function monthsBetween(from: number, to: number): number {
  const [a, b] = [new Date(from * 1_000), new Date(to * 1_000)]
  return (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth()
}

function monthsAfter(anchor: number, months: number): number {
  const moment = new Date(anchor * 1_000)
  const dayOfMonth = moment.getUTCDate()
  moment.setUTCDate(1)
  moment.setUTCMonth(moment.getUTCMonth() + months)
  const last = new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() + 1, 0)).getUTCDate()
  moment.setUTCDate(Math.min(dayOfMonth, last))
  return Math.floor(moment.getTime() / 1_000)
}

/** The price's recurrence; what stands in a subscription always has one. */
export function recurrenceOf(item: Stripe.SubscriptionItem): Recurring {
  return item.price.recurring ?? { interval: 'month', interval_count: 1 }
}

/** The period that a subscription is in: its items share it. */
export function periodOf(subscription: Stripe.Subscription): { start: number; end: number } {
  const items = subscription.items.data
  return {
    start: Math.min(...items.map((item) => item.current_period_start)),
    end: Math.min(...items.map((item) => item.current_period_end)),
  }
}

/** Puts all items into the period that begins then. */
export function beginPeriod(subscription: Stripe.Subscription, start: number): void {
  for (const item of subscription.items.data) {
    item.current_period_start = start
    item.current_period_end = periodEnd(
      subscription.billing_cycle_anchor,
      start,
      recurrenceOf(item),
    )
  }
}
