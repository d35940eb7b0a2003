import { createHash } from 'node:crypto'
import { log } from '~/observe/log.server'
import type { Job } from './job.server'
import { enqueue } from './jobs.server'

/** A job that is to be done again and again. */
export type Scheduled = {
  minutes: number
  /** Where it is done, for whoever looks at it. */
  queue?: string
  /** Enqueues it under this id. */
  order(id: string): Promise<unknown>
}

/** Every so many minutes, counted from midnight UTC, and at the start of each process. */
export function every<T extends object>(minutes: number, job: Job<T>, data: NoInfer<T>): Scheduled {
  const { name: queue } = job
  return { minutes, queue, order: (id) => enqueue(job, data, { id: slotId(`${job.name} ${id}`) }) }
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
type Running = { list: readonly Scheduled[]; timers: Set<NodeJS.Timeout> }
const processWide: typeof globalThis & { [key]?: Running } = globalThis

/** Begins to order these; what several processes order for one slot is worked once. Called again it begins anew. */
export function startSchedule(list: readonly Scheduled[]): void {
  stopSchedule()
  const timers = new Set<NodeJS.Timeout>()
  processWide[key] = { list, timers }
  for (const each of list) orderNow(each, timers)
}

/** Orders nothing any more. What is ordered is worked. */
export function stopSchedule(): void {
  for (const timer of processWide[key]?.timers ?? []) clearTimeout(timer)
  delete processWide[key]
}

/** What this process orders again and again, on which queue, and when it does so next. */
export function scheduled(): { queue: string; minutes: number; nextAt: Date }[] {
  const list = processWide[key]?.list ?? []
  return list.flatMap(({ queue, minutes }) => {
    const length = minutes * 60_000
    const nextAt = new Date((Math.floor(Date.now() / length) + 1) * length)
    return queue ? [{ queue, minutes, nextAt }] : []
  })
}

/** @param turn the slot whose turn it is: a timer may go off a moment before it begins */
function orderNow(scheduled: Scheduled, timers: Set<NodeJS.Timeout>, turn = 0): void {
  const length = scheduled.minutes * 60_000
  const slot = Math.max(turn, Math.floor(Date.now() / length))
  scheduled.order(String(slot)).catch((error: unknown) => {
    log.error({ err: error }, 'what is done on a schedule could not be ordered')
  })
  const timer = setTimeout(
    () => {
      timers.delete(timer)
      orderNow(scheduled, timers, slot + 1)
    },
    (slot + 1) * length - Date.now(),
  )
  timers.add(timer.unref())
}
