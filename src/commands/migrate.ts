import { providerPictureJob } from '~/auth/providers/provider-picture.server'
import { migrate } from '~/db/migrate'
import { mailJob } from '~/email/send.server'
import { Misconfigured } from '~/env.server'
import { installQueues } from '~/jobs/jobs.server'

try {
  await migrate((ownerUrl) => installQueues(ownerUrl, [mailJob, providerPictureJob]))
  process.exit(0)
} catch (error) {
  if (!(error instanceof Misconfigured)) throw error
  console.error(error.message)
  process.exit(1)
}
