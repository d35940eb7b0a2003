import { providerPictureJob } from '~/auth/providers/provider-picture.server'
import { eventJob } from '~/billing/events.server'
import { trimLogsJob } from '~/billing/log-retention.server'
import { partingJob } from '~/billing/parting.server'
import { reconcileJob } from '~/billing/reconciliation.server'
import { seatsJob } from '~/billing/seats.server'
import { migrate } from '~/db/migrate'
import { mailJob } from '~/email/send.server'
import { Misconfigured } from '~/env.server'
import { installQueues } from '~/jobs/jobs.server'

const jobs = [
  mailJob,
  providerPictureJob,
  eventJob,
  reconcileJob,
  seatsJob,
  partingJob,
  trimLogsJob,
]

try {
  await migrate((ownerUrl) => installQueues(ownerUrl, jobs))
  process.exit(0)
} catch (error) {
  if (!(error instanceof Misconfigured)) throw error
  console.error(error.message)
  process.exit(1)
}
