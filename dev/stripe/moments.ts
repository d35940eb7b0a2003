import { day, hour, periodOf } from './periods.ts'
import { nowIn, type World } from './world.ts'

const steps = {
  day: 'A day',
  trial_end: 'To the end of the next trial',
  renewal: 'To the next renewal',
  year: 'A year',
} as const

export type Step = keyof typeof steps

/** A step that the clock can be moved by now, in words, and where it leads to in Unix seconds. */
export type Moment = { name: Step; words: string; at: number }

/** The steps that lead somewhere. */
export function moments(world: World): Moment[] {
  const names = ['day', 'trial_end', 'renewal', 'year'] as const
  return names.flatMap((name) => {
    const at = nextMoment(world, name)
    return at === null ? [] : [{ name, words: steps[name], at }]
  })
}

/**
 * Where to move the clock for one step, in Unix seconds; null where there is nothing to move to. An hour after a trial
 * or a period has ended, its invoice is final and its payment was tried: that is the moment meant.
 * @param subscription of this one only; otherwise the first of all
 */
export function nextMoment(world: World, step: Step, subscription?: string): number | null {
  const now = nowIn(world)
  if (step === 'day') return now + day
  if (step === 'year') return now + 365 * day
  const moments = [...world.subscriptions.values()]
    .filter(({ id }) => !subscription || id === subscription)
    .filter(({ status }) =>
      step === 'trial_end' ? status === 'trialing' : ['active', 'past_due'].includes(status),
    )
    .map((each) => periodOf(each).end + hour)
  return moments.length > 0 ? Math.min(...moments) : null
}
