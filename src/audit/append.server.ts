import type { Transaction } from '~/db/client'
import { audit } from '~/db/schema'
import { requestContext } from '~/observe/request'
import type { Action, Actions } from './actions'

/** Who acts, as far as it is known; the scope of a door says all of it. */
export type Who = {
  /** Null for what the application does by itself. */
  user: { id: string; name: string } | null
  /** In which role, where it is not the membership's. */
  role?: string | null
  member?: { role: string }
  session?: { id: string }
  /** Set where an operator looks through the person's eyes. */
  impersonation?: { operatorId: string; operatorName: string } | null
}

/** The part of a scope that a line is written with. */
export type Scope = Who & {
  /** Null for what belongs to no organization: accounts, and the operator's acts on them. */
  organization: { id: string } | null
  /** Speaks as the tenant of the organization, or as the application where there is none. */
  tx: Pick<Transaction, 'insert'>
}

/**
 * Writes down what somebody does, in the transaction that does it: both, or neither. When it ends, the line becomes
 * the next of its chain (docs/decisions/016-audit-chain.md). From where and in which request is added here.
 * Who writes to several logs at once begins with organizations, by their ids, and ends with what belongs to none: so
 * that no two wait for each other.
 * @param action one of the closed list in `actions.ts`, which also says what its details are
 */
export async function append<Key extends Action>(
  { organization, user, role, member, session, impersonation, tx }: Scope,
  action: Key,
  details: Actions[Key],
): Promise<void> {
  const { requestId, address, userAgent } = requestContext()
  await tx.insert(audit).values({
    organizationId: organization?.id ?? null,
    actorId: user?.id ?? null,
    actorName: user?.name ?? null,
    actorRole: role ?? member?.role ?? null,
    impersonatorId: impersonation?.operatorId ?? null,
    impersonatorName: impersonation?.operatorName ?? null,
    sessionId: session?.id ?? null,
    address: address ?? null,
    userAgent: userAgent?.slice(0, 400) ?? null,
    action,
    subjectId: subjectIn(details),
    details,
    requestId: requestId ?? null,
  })
}

/** What names the thing that was done something to: of several, the first. */
const subjects = [
  'userId',
  'memberId',
  'invitationId',
  'linkId',
  'projectId',
  'teamId',
  'subscriptionId',
  'eventId',
  'jobId',
  'organizationId',
  'domain',
  'role',
]

function subjectIn(details: object): string | null {
  const all: Record<string, unknown> = { ...details }
  const key = subjects.find((name) => typeof all[name] === 'string')
  return key ? String(all[key]) : null
}
