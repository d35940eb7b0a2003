import { eq, sql } from 'drizzle-orm'
import { append, type Who } from '~/audit/append.server'
import type { Transaction } from '~/db/client'
import { billingAccount } from '~/db/schema'
import { asTenant } from '~/db/tenant'
import { Refusal } from '~/refusal'
import { paidPlans, planById } from './catalog'
import { billingNow } from './clock.server'

/** Who gives; `tx` is the application's. */
type Giver = Who & { tx: Transaction }

/** What whoever decides saw: until when a plan was given then, as ISO 8601; null where none was. */
type Seen = { seen: string | null }

const years = 2

/**
 * Gives an organization a plan by hand, in place of what was given before. It holds until the day is over, by the
 * bill's clock, where it is larger than what was bought, and neither reading Stripe nor reconciliation touches it.
 * @param wanted.until a day, as 2027-03-03
 * @throws Refusal not_found, invalid, conflict where somebody else decided meanwhile
 */
export async function grantPlan(
  giver: Giver,
  wanted: Seen & { organizationId: string; plan: string; until: string; reason: string },
): Promise<void> {
  const { organizationId, plan, reason } = wanted
  const organization = { id: organizationId }
  if (!paidPlans.some(({ id }) => id === plan)) {
    const sentence = 'There is no such plan to give.'
    throw new Refusal('invalid', sentence, { plan: sentence })
  }
  const until = endOfDay(wanted.until)
  await decide(giver, organization, wanted, { grantedPlan: plan, grantedUntil: until })
  await asTenant(giver.tx, { organization }, (tx) =>
    append({ ...giver, organization, tx }, 'plan.granted', {
      plan,
      until: until.toISOString(),
      reason,
    }),
  )
}

/**
 * Takes back a plan that was given by hand before its day.
 * @throws Refusal not_found, conflict where there is none, or somebody else decided meanwhile
 */
export async function endGrant(
  giver: Giver,
  { organizationId, reason, ...saw }: Seen & { organizationId: string; reason: string },
): Promise<void> {
  const organization = { id: organizationId }
  const nothing = { grantedPlan: null, grantedUntil: null }
  const { grantedPlan } = await decide(giver, organization, saw, nothing)
  if (!grantedPlan) throw new Refusal('conflict', 'No plan is given by hand here any more.')
  await asTenant(giver.tx, { organization }, (tx) =>
    append({ ...giver, organization, tx }, 'plan.grant_ended', { plan: grantedPlan, reason }),
  )
}

/** How a plan is called that was given; one that is in the configuration no more by its id. */
export function grantedName(plan: string): string {
  return planById(plan)?.name ?? plan
}

/** Writes what is given from now on, one at a time. Returns what was given before. */
async function decide(
  { tx }: Giver,
  { id: organizationId }: { id: string },
  { seen }: Seen,
  given: { grantedPlan: string | null; grantedUntil: Date | null },
) {
  const { rowCount } = await tx.execute(
    sql`select 1 from organization where id = ${organizationId} for no key update`,
  )
  if (rowCount === 0) throw new Refusal('not_found', 'This organization is not there any more.')
  const [before] = await tx
    .select({ grantedPlan: billingAccount.grantedPlan, grantedUntil: billingAccount.grantedUntil })
    .from(billingAccount)
    .where(eq(billingAccount.organizationId, organizationId))
  if ((before?.grantedUntil?.toISOString() ?? null) !== seen) {
    throw new Refusal(
      'conflict',
      'Somebody changed this meanwhile. Look at it once more, then decide.',
    )
  }
  await tx
    .insert(billingAccount)
    .values({ organizationId, ...given })
    .onConflictDoUpdate({ target: billingAccount.organizationId, set: given })
  return before ?? { grantedPlan: null }
}

function endOfDay(day: string): Date {
  const end = new Date(`${day}T23:59:59.000Z`)
  const now = billingNow()
  const last = new Date(now)
  last.setUTCFullYear(now.getUTCFullYear() + years)
  const sentence = !(end > now)
    ? 'Choose a day that is not over yet.'
    : end > last
      ? `Choose a day within ${years} years.`
      : undefined
  if (sentence) throw new Refusal('invalid', sentence, { until: sentence })
  return end
}
