import { and, desc, eq, gt } from 'drizzle-orm'
import type { Who } from '~/audit/append.server'
import { lookEnded } from '~/auth/impersonation/look-end.server'
import type { Session } from '~/auth/session.server'
import { asUnit, unitDatabase } from '~/auth/unit.server'
import { session } from '~/db/schema'
import { Refusal } from '~/refusal'
import { accountOf, writeOnAccount } from './account-lines.server'
import { browserInWords } from './browser-words'

type Mine = Pick<Session, 'user' | 'session'> & Pick<Who, 'impersonation'>

export type OwnSession = {
  id: string
  /** The browser in words, and its address on the network. */
  browser: string
  address: string | null
  signedInAt: Date
  /** To a quarter of an hour. */
  lastUsedAt: Date
  current: boolean
  /** Somebody of ours looks through this person's eyes. */
  impersonated: boolean
}

/** Where somebody is signed in, the place they ask from first. Never a token. */
export async function list({ user, session: here }: Mine): Promise<OwnSession[]> {
  const rows = await unitDatabase
    .select()
    .from(session)
    .where(and(eq(session.userId, user.id), gt(session.expiresAt, new Date())))
    .orderBy(desc(session.updatedAt))
  const found = rows.map((row) => ({
    id: row.id,
    browser: browserInWords(row.userAgent),
    address: row.ipAddress || null,
    signedInAt: row.createdAt,
    lastUsedAt: row.updatedAt,
    current: row.id === here.id,
    impersonated: Boolean(row.impersonatedBy),
  }))
  return found.toSorted((one, other) => Number(other.current) - Number(one.current))
}

/**
 * Ends one of somebody's own sessions, at once. better-auth's endpoint for it asks for the session's token, which no
 * page should ever hold.
 * @throws Refusal not_found when it has ended already, or is somebody else's
 */
export async function end(me: Mine, id: string): Promise<void> {
  const { user } = me
  await asUnit(async (tx) => {
    const [ended] = await tx
      .delete(session)
      .where(and(eq(session.id, id), eq(session.userId, user.id)))
      .returning({ id: session.id, impersonatedBy: session.impersonatedBy })
    if (!ended) throw new Refusal('not_found', 'This session has ended already.')
    await lookEnded(ended)
    await writeOnAccount(me, 'account.sessions_ended', { ...accountOf(user), count: 1 })
  })
}
