import { eq } from 'drizzle-orm'
import type { Operator } from '~/auth/operator/operator-scope.server'
import { unitDatabase } from '~/auth/unit.server'
import { extendTrial } from '~/billing/trial-extension.server'
import { organization } from '~/db/schema'
import { Refusal } from '~/refusal'

/**
 * Lets an organization's trial end later, on an operator's word.
 * @throws Refusal not_found, and as `extendTrial` does
 */
export async function giveLongerTrial(
  operator: Operator,
  { organizationId, ...wanted }: { organizationId: string; until: string; reason: string },
): Promise<void> {
  const [found] = await unitDatabase
    .select({ customer: organization.stripeCustomerId })
    .from(organization)
    .where(eq(organization.id, organizationId))
  if (!found) throw new Refusal('not_found', 'This organization is not there any more.')
  const { user, role, session } = operator
  await extendTrial({ user, role, session }, { id: organizationId }, { ...found, ...wanted })
}
