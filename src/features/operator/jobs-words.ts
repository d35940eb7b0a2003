import type { Tone } from '~/ui/badge'
import type { jobStates } from './jobs'

type State = (typeof jobStates)[number]
type Word = { word: string; tone: Tone; open?: boolean }

export const jobStateWords: Record<State, Word> = {
  waiting: { word: 'Waiting', tone: 'neutral', open: true },
  working: { word: 'Working', tone: 'accent' },
  failed: { word: 'Failed', tone: 'bad' },
  done: { word: 'Done', tone: 'good' },
  discarded: { word: 'Discarded', tone: 'neutral' },
}

export const letterStateWords: Record<State, Word> = {
  ...jobStateWords,
  working: { word: 'Being sent', tone: 'accent' },
  done: { word: 'Sent', tone: 'good' },
}

/** "magic-link" as one reads it: "Magic link". */
export function plainName(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ')
}

const units = [
  { name: 'day', seconds: 86_400 },
  { name: 'hour', seconds: 3_600 },
  { name: 'minute', seconds: 60 },
  { name: 'second', seconds: 1 },
]

/** How long something has lasted, in its largest unit: "3 minutes". */
export function lasting(seconds: number): string {
  const unit = units.find((each) => seconds >= each.seconds)
  if (!unit) return 'less than a second'
  const count = Math.floor(seconds / unit.seconds)
  return `${count} ${unit.name}${count === 1 ? '' : 's'}`
}

/** "Every hour", "every 15 minutes", for the start of a sentence. */
export function everySo(minutes: number): string {
  return `Every ${lasting(minutes * 60).replace(/^1 /, '')}`
}

/** "Tried once", "tried 3 times", for the middle of a sentence too. */
export function tried(attempts: number): string {
  if (attempts === 0) return 'not tried yet'
  return attempts === 1 ? 'tried once' : `tried ${attempts} times`
}

type Fares = { waiting: number; oldestSeconds: number | null; failed: number; done: number }

/** How work fares, in one sentence: "In the last day 12 were sent and none failed; 3 wait, the oldest for 4 minutes." */
export function faring({ waiting, oldestSeconds, failed, done }: Fares, act: string): string {
  const count = (number: number) => (number === 0 ? 'none' : number.toLocaleString('en'))
  const were = done > 1 ? 'were' : 'was'
  const ended = `In the last day ${count(done)} ${were} ${act} and ${count(failed)} failed`
  if (waiting === 0) return `${ended}; none waits.`
  const oldest = oldestSeconds === null ? '' : `, the oldest for ${lasting(oldestSeconds)}`
  return `${ended}; ${count(waiting)} ${waiting === 1 ? 'waits' : 'wait'}${oldest}.`
}
