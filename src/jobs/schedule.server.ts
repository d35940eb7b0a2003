import { createHash } from 'node:crypto'
import { log } from '~/observe/log.server'
import type { Job } from './job.server'
import { enqueue } from './jobs.server'

/** A job that is to be done again and again. */
export type Scheduled = {
  minutes: number
  /** Enqueues it under this id. */
  order(id: string): Promise<unknown>
}

/** Every so many minutes, counted from midnight UTC, and at the start of each process. */
export function every<T extends object>(minutes: number, job: Job<T>, data: NoInfer<T>): Scheduled {
  return { minutes, order: (id) => enqueue(job, data, { id: slotId(`${job.name} ${id}`) }) }
}

/**
 * The id of what is done once in a slot of time, or once after something: the same words make the same uuid, in every
 * process.
 */
export function slotId(words: string): string {
  const hex = createHash('sha256').update(words).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`]
    .concat(hex.slice(20, 32))
    .join('-')
}

const key = Symbol.for('atrium.schedule')
const processWide: typeof globalThis & { [key]?: Set<NodeJS.Timeout> } = globalThis

/** Begins to order these; what several processes order for one slot is worked once. Called again it begins anew. */
export function startSchedule(list: readonly Scheduled[]): void {
  stopSchedule()
  const timers = new Set<NodeJS.Timeout>()
  processWide[key] = timers
  for (const each of list) orderNow(each, timers)
}

/** Orders nothing any more. What is ordered is worked. */
export function stopSchedule(): void {
  for (const timer of processWide[key] ?? []) clearTimeout(timer)
  delete processWide[key]
}

function orderNow(scheduled: Scheduled, timers: Set<NodeJS.Timeout>): void {
  const length = scheduled.minutes * 60_000
  const slot = Math.floor(Date.now() / length)
  scheduled.order(String(slot)).catch((error: unknown) => {
    log.error({ err: error }, 'what is done on a schedule could not be ordered')
  })
  const timer = setTimeout(
    () => {
      timers.delete(timer)
      orderNow(scheduled, timers)
    },
    (slot + 1) * length - Date.now(),
  )
  timers.add(timer.unref())
}
