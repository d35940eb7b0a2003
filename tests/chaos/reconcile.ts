import { randomUUID } from 'node:crypto'
import { reconcileJob } from '~/billing/reconciliation.server'

/** What the schedule brings about, now. */
export const reconcile = () => reconcileJob.work({}, { id: randomUUID(), attempt: 1 })
