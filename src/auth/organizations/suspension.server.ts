import { eq } from 'drizzle-orm'
import { append } from '~/audit/append.server'
import type { OperatorScope } from '~/auth/operator/operator-scope.server'
import { organization } from '~/db/schema'
import { asTenant } from '~/db/tenant'
import { Refusal } from '~/refusal'

/**
 * Lets the members of an organization only read, owners too, until it is restored: the bill can be looked after, and
 * whoever wants to leave may.
 * @param told the sentence its members read for a reason
 * @throws Refusal not_found, conflict where it is suspended already
 */
export async function suspend(
  scope: OperatorScope,
  { organizationId: id, told, reason }: { organizationId: string; told: string; reason: string },
): Promise<void> {
  if (await suspendedSince(scope, id)) {
    throw new Refusal('conflict', 'This organization is suspended already.')
  }
  await scope.tx
    .update(organization)
    .set({ suspendedAt: new Date(), suspendedWhy: told })
    .where(eq(organization.id, id))
  await asTenant(scope.tx, { organization: { id } }, (tx) =>
    append({ ...scope, organization: { id }, tx }, 'organization.suspended', {
      told,
      reason,
    }),
  )
}

/**
 * Ends it.
 * @throws Refusal not_found, conflict where it is not suspended
 */
export async function restore(
  scope: OperatorScope,
  { organizationId: id, reason }: { organizationId: string; reason: string },
): Promise<void> {
  if (!(await suspendedSince(scope, id))) {
    throw new Refusal('conflict', 'This organization is not suspended any more.')
  }
  await scope.tx
    .update(organization)
    .set({ suspendedAt: null, suspendedWhy: null })
    .where(eq(organization.id, id))
  await asTenant(scope.tx, { organization: { id } }, (tx) =>
    append({ ...scope, organization: { id }, tx }, 'organization.restored', { reason }),
  )
}

/** Takes the row: of two operators at once the second reads what the first wrote. */
async function suspendedSince({ tx }: OperatorScope, id: string): Promise<Date | null> {
  const [found] = await tx
    .select({ suspendedAt: organization.suspendedAt })
    .from(organization)
    .where(eq(organization.id, id))
    .for('no key update')
  if (!found) throw new Refusal('not_found', 'This organization is not there any more.')
  return found.suspendedAt
}
