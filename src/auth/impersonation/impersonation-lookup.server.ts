import { and, eq, sql } from 'drizzle-orm'
import { isBanned } from '~/auth/banned.server'
import { mayOperate } from '~/auth/operator/operator-permissions'
import { type OperatorRole, operatorRoleOf } from '~/auth/operator/operator-role'
import { unitDatabase } from '~/auth/unit.server'
import { impersonation, user } from '~/db/schema'

export type Impersonation = typeof impersonation.$inferSelect & {
  /** The operator's role now. */
  role: OperatorRole
  /** Stepped up, by somebody whose role still allows changes. */
  changes: boolean
}

/**
 * Whose look through whose eyes a session is, why, and until when. Null for one that is nobody's look, and as soon as
 * it is over: by the database's clock, or because the operator may not look any more.
 */
export async function findImpersonation(sessionId: string): Promise<Impersonation | null> {
  const [found] = await unitDatabase
    .select({
      look: impersonation,
      operator: { role: user.role, banned: user.banned, banExpires: user.banExpires },
    })
    .from(impersonation)
    .innerJoin(user, eq(user.id, impersonation.operatorId))
    .where(
      and(eq(impersonation.sessionId, sessionId), sql`${impersonation.endsAt} > clock_timestamp()`),
    )
  if (!found || isBanned(found.operator)) return null
  const role = operatorRoleOf(found.operator)
  if (!role || !mayOperate(role, { user: ['impersonate'] })) return null
  return { ...found.look, role, changes: role === 'operator' && found.look.writesSince !== null }
}

/** Whether it is a look at all, over or not. */
export async function wasBegun(sessionId: string): Promise<boolean> {
  return (await unitDatabase.$count(impersonation, eq(impersonation.sessionId, sessionId))) > 0
}
