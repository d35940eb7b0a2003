import handler, { createServerEntry } from '@tanstack/react-start/server-entry'
import { forgetOldLimits } from '~/auth/limits.server'
import { providerPictureJob } from '~/auth/providers/provider-picture.server'
import { endUnits } from '~/auth/unit.server'
import { endReading } from '~/billing/customer-lock.server'
import { eventJob } from '~/billing/events.server'
import { trimLogsJob } from '~/billing/log-retention.server'
import { partingJob } from '~/billing/parting.server'
import { reconcileJob } from '~/billing/reconciliation.server'
import { seatsJob } from '~/billing/seats.server'
import { billingOn } from '~/billing/stripe.server'
import { disconnect, reachable } from '~/db/connection'
import { migrate } from '~/db/migrate'
import { forgettingJob } from '~/email/forgetting.server'
import { mailJob } from '~/email/send.server'
import { env } from '~/env.server'
import { prepareFolder } from '~/files/store.server'
import { installQueues, startWorkers, stopWorkers } from '~/jobs/jobs.server'
import { every, startSchedule, stopSchedule } from '~/jobs/schedule.server'

const jobs = [
  mailJob,
  forgettingJob,
  providerPictureJob,
  eventJob,
  reconcileJob,
  seatsJob,
  partingJob,
  trimLogsJob,
]
const schedule = [
  every(1_440, trimLogsJob, {}),
  every(60, forgettingJob, {}),
  ...(billingOn ? [every(15, reconcileJob, {})] : []),
]

/** Where the server listens, under which address it is known, and whose word it takes for a client's address. */
export const place = {
  host: env.HOST,
  port: env.PORT,
  origin: env.APP_URL,
  proxies: env.TRUSTED_PROXIES,
  addressHeader: env.IP_HEADER,
}

const started = Symbol.for('atrium.started')
const processWide: typeof globalThis & { [started]?: Promise<void> } = globalThis

/**
 * Makes the process ready to answer: the database migrated, the workers at work. Once per process, also when
 * development loads this file anew.
 * @throws Misconfigured with a sentence when the database or the folder for files cannot be used
 */
export function start(): Promise<void> {
  processWide[started] ??= begin()
  return processWide[started]
}

// Development loads this file anew after a change: the workers go on with the new letters.
if (processWide[started]) void work()

async function begin(): Promise<void> {
  await prepareFolder()
  await migrate((ownerUrl) => installQueues(ownerUrl, jobs))
  await work()
  await forgetOldLimits()
}

async function work(): Promise<void> {
  await startWorkers(jobs)
  startSchedule(schedule)
}

/** Finishes the jobs under way and closes the database. */
export async function stop(): Promise<void> {
  stopSchedule()
  await stopWorkers()
  await endUnits()
  await endReading()
  await disconnect()
}

/** True while the database answers. */
export const healthy = reachable

export { log } from '~/observe/log.server'

export default createServerEntry({ fetch: handler.fetch })
