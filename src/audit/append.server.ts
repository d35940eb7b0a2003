import type { Transaction } from '~/db/client'
import { audit } from '~/db/schema'
import { requestContext } from '~/observe/request'
import type { Action, Actions } from './actions'

/** The part of a scope that a line is written with; `tx` speaks as the tenant. */
type Scope = {
  organization: { id: string }
  /** Null for what the application does by itself. */
  user: { id: string; name: string } | null
  tx: Transaction
}

/**
 * Writes down what somebody does, in the transaction that does it: both, or neither.
 * @param action one of the closed list in `actions.ts`, which also says what its details are
 */
export async function append<Key extends Action>(
  { organization, user, tx }: Scope,
  action: Key,
  details: Actions[Key],
): Promise<void> {
  await tx.insert(audit).values({
    organizationId: organization.id,
    actorId: user?.id ?? null,
    actorName: user?.name ?? null,
    action,
    details,
    requestId: requestContext().requestId ?? null,
  })
}
