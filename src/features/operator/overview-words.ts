import { nameOf, type Period, periodNames, stretchesOf } from './overview'

/** "1,204" */
export function number(value: number): string {
  return value.toLocaleString('en')
}

/** "one person", "1,204 people". */
export function count(amount: number, one: string, many: string): string {
  return `${amount === 1 ? 'one' : number(amount)} ${amount === 1 ? one : many}`
}

const percentage = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 })

/** "2.1%" */
export function percent(part: number): string {
  return percentage.format(part)
}

/** How long, in its largest unit: "40 seconds", "one minute", "3 hours". */
export function long(seconds: number): string {
  const [unit, length] = units.find(([, each]) => seconds >= each) ?? ['second', 1]
  return count(Math.max(1, Math.floor(seconds / length)), unit, `${unit}s`)
}

const units: [string, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/** What waits and for how long: "Nothing waits.", "3 wait, the oldest for 12 minutes." */
export function waitingWords({
  waiting,
  oldestSeconds,
}: {
  waiting: number
  oldestSeconds: number | null
}): string {
  if (waiting === 0) return 'Nothing waits.'
  const since = oldestSeconds === null ? '' : long(oldestSeconds)
  return waiting === 1
    ? `One waits, for ${since}.`
    : `${number(waiting)} wait, the oldest for ${since}.`
}

/**
 * What a chart of a period is drawn along: what a stretch is called at the head of a table, and the points that
 * values are.
 */
export function axisOf(period: Period, at: string) {
  const names = stretchesOf(period, new Date(at)).map((stretch) => nameOf(period, stretch))
  const { each } = periodNames[period]
  return {
    each: each.charAt(0).toUpperCase() + each.slice(1),
    pointsOf: (values: readonly (number | null)[]) =>
      names.map((name, place) => ({ name, value: values[place] ?? null })),
  }
}
