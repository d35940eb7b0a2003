import { eq } from 'drizzle-orm'
import { unitDatabase } from '~/auth/unit.server'
import { impersonation } from '~/db/schema'

export type Impersonation = typeof impersonation.$inferSelect

/** Whose look through whose eyes a session is, why, and until when; null for one that is nobody's look. */
export async function findImpersonation(sessionId: string): Promise<Impersonation | null> {
  const [found] = await unitDatabase
    .select()
    .from(impersonation)
    .where(eq(impersonation.sessionId, sessionId))
  return found ?? null
}
