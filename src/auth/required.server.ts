import { Refusal } from '~/refusal'
import { keepLook, lookOver } from './impersonation/impersonation-gate.server'
import { hasLooked } from './impersonation/own-again.server'
import { type Membership, onlyReads } from './membership.server'
import { keepSecondStep } from './organizations/second-step-demand'
import type { Permission } from './permissions'
import { findMembership, findSession, type Session } from './session.server'

/** Who must be asking, for gates and for the handlers under `routes/api`, which no gate stands before. */

/** @throws Refusal forbidden without a session */
export async function requireSession(): Promise<Session> {
  const session = await findSession()
  if (session) return session
  if (await hasLooked()) throw lookOver
  throw new Refusal('forbidden', 'Your session has ended. Sign in again.')
}

/**
 * A member of the organization of this slug who has the permission, has the second step that the organization asks
 * for, whom the plan lets do this, and who does not look through somebody else's eyes where that may not.
 * @param door for the line that a look leaves
 * @throws Refusal forbidden, not_found for strangers, limit_reached for a change by whoever the plan lets only read
 */
export async function requireMember(
  slug: string,
  permission: Permission,
  method: 'GET' | 'POST',
  door = 'download',
) {
  const session = await requireSession()
  const membership = await findMembership(slug)
  if (!membership) throw new Refusal('not_found', 'There is no such organization.')
  if (!membership.holds(permission)) {
    throw new Refusal('forbidden', 'Your role does not allow this. Ask an owner or admin.')
  }
  keepSecondStep(membership.organization, session.user)
  await keepLook(session, { door, method, inside: { membership, permission } })
  keepPlan(membership, permission, method)
  return { session, membership }
}

/** A plan that is too small for all members keeps the last of them from every change but that of the plan. */
function keepPlan(me: Membership, permission: Permission, method: 'GET' | 'POST'): void {
  if (!me.readOnly) return
  const changes = method === 'POST' && !('billing' in permission)
  if (changes || !me.can(permission)) throw onlyReads(me)
}
