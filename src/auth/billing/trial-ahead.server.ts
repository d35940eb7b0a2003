import { paidPlans } from '~/billing/catalog'
import { trialDaysFor } from '~/billing/trials.server'
import { unitDatabase } from '../unit.server'

type Scope = { organization: { id: string }; user: { id: string } }

/** Whether a trial is to come, should this person start one for this organization. One statement, outside of both. */
export async function trialAhead({ organization, user }: Scope): Promise<boolean> {
  const plan = paidPlans.find(({ trialDays }) => trialDays > 0)
  return Boolean(plan && (await trialDaysFor(unitDatabase, plan.id, organization, user)))
}
