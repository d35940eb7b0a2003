import { z } from 'zod/mini'
import { lenient } from '~/search'

/** How far the charts look back: thirty days, thirteen weeks, twelve months. */
export const periods = ['month', 'quarter', 'year'] as const
export type Period = (typeof periods)[number]

export const periodNames: Record<Period, { name: string; within: string; each: string }> = {
  month: { name: '30 days', within: 'in 30 days', each: 'day' },
  quarter: { name: '13 weeks', within: 'in 13 weeks', each: 'week' },
  year: { name: '12 months', within: 'in 12 months', each: 'month' },
}

/** An address may be written by anybody: what is wrong in it counts as left out. */
export const overviewSearch = z.object({
  period: lenient(z.enum(['quarter', 'year'])),
})

/** The period of an address; the shortest where it names none. */
export function periodIn({ period }: z.output<typeof overviewSearch>): Period {
  return period ?? 'month'
}

export const overviewInput = z.object({ period: z.enum(periods) })

/** One bar of a chart: from the beginning of a UTC day up to the beginning of another. */
export type Stretch = { from: Date; to: Date }

/** A period in stretches, oldest first, in whole UTC days; the last one holds `now` and is not over. */
export function stretchesOf(period: Period, now: Date): Stretch[] {
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()]
  const at = {
    month: (back: number) => Date.UTC(year, month, day + 1 - back),
    quarter: (back: number) => Date.UTC(year, month, day + 1 - 7 * back),
    year: (back: number) => Date.UTC(year, month + 1 - back),
  }[period]
  const count = { month: 30, quarter: 13, year: 12 }[period]
  return Array.from({ length: count }, (_, place) => ({
    from: new Date(at(count - place)),
    to: new Date(at(count - place - 1)),
  }))
}

/** "12 Nov", "12 to 18 Nov", "Nov 2026". */
export function nameOf(period: Period, { from, to }: Stretch): string {
  if (period === 'year') return monthAndYear.format(from)
  const first = dayAndMonth.format(from)
  if (period === 'month') return first
  const last = new Date(to.getTime() - 1)
  const start = from.getUTCMonth() === last.getUTCMonth() ? String(from.getUTCDate()) : first
  return `${start} to ${dayAndMonth.format(last)}`
}

const dayAndMonth = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
})
const monthAndYear = new Intl.DateTimeFormat('en-GB', {
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})

/** How many came in each stretch, how many there were when the first began, and how many there are now. */
export type Growth = { before: number; each: number[]; now: number }
