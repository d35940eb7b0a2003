import { eq, or } from 'drizzle-orm'
import type { Database } from '~/db/client'
import { trial } from '~/db/schema'
import { planById } from './catalog'

/**
 * The days of a trial that a payment page offers: the plan's, and none if the organization, or the person who starts
 * it, ever had one; of another plan, or in an organization that is gone, too.
 */
export async function trialDaysFor(
  db: Pick<Database, 'select'>,
  planId: string,
  organization: { id: string },
  person: { id: string },
): Promise<number> {
  const days = planById(planId)?.trialDays ?? 0
  if (days === 0) return 0
  const [had] = await db
    .select({ subscriptionId: trial.subscriptionId })
    .from(trial)
    .where(or(eq(trial.organizationId, organization.id), eq(trial.userId, person.id)))
    .limit(1)
  return had ? 0 : days
}
