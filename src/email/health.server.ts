import type { Transaction } from '~/db/client'
import { type Health, queueHealth } from '~/jobs/overseeing.server'
import { mailJob } from './send.server'

/** How the letters fare: what waits to be sent, and what was sent or failed in the last 24 hours. */
export function mailHealth(tx: Transaction): Promise<Health> {
  return queueHealth(tx, mailJob.name)
}
