import type { GenericEndpointContext } from 'better-auth'
import { getSessionFromCtx } from 'better-auth/api'
import { deleteSessionCookie, expireCookie, setSessionCookie } from 'better-auth/cookies'
import { eq } from 'drizzle-orm'
import { append } from '~/audit/append.server'
import { unitDatabase } from '~/auth/unit.server'
import { impersonation } from '~/db/schema'

/** What better-auth calls the cookie that keeps an operator's own session while they look. */
export const ownCookie = 'admin_session'

/**
 * The end of a look, where better-auth would leave the operator in it: their own session has ended meanwhile, or the
 * look has, by itself. Whoever has nowhere to go back to is signed out.
 * @returns the answer; undefined where better-auth has one, which goes back to the operator's own session
 */
export async function stopLooking(context: GenericEndpointContext) {
  const here = await getSessionFromCtx<object, { impersonatedBy?: string | null }>(context)
  const { kept, own, forgets } = await operatorsOwn(context)
  if (here ? !here.session.impersonatedBy : !kept) return undefined
  if (here && own && here.session.impersonatedBy === own.user.id) return undefined
  if (here) await context.context.internalAdapter.deleteSession(here.session.token)
  forgetOwn(context)
  if (here || !own) {
    deleteSessionCookie(context)
    return context.json({ session: null, user: null })
  }
  await setSessionCookie(context, own, forgets)
  context.context.setNewSession(null)
  return context.json(own)
}

/** Forgets, in the browser, that somebody looked from here. */
export function forgetOwn(context: GenericEndpointContext): void {
  expireCookie(context, context.context.createAuthCookie(ownCookie))
}

/** What the browser keeps of the operator's own session, where that goes on. */
async function operatorsOwn(context: GenericEndpointContext) {
  const { createAuthCookie, secret, internalAdapter } = context.context
  const kept = await context.getSignedCookie(createAuthCookie(ownCookie).name, secret)
  const [token = '', forgets] = kept ? kept.split(':') : []
  const found = token ? await internalAdapter.findSession(token) : null
  const own = found && found.session.expiresAt > new Date() ? found : null
  return { kept: Boolean(kept), own, forgets: Boolean(forgets) }
}

/** The line for a look whose session was ended, by whomever. */
export async function lookEnded(session: { id: string; impersonatedBy?: unknown }): Promise<void> {
  if (!session.impersonatedBy) return
  const [look] = await unitDatabase
    .select()
    .from(impersonation)
    .where(eq(impersonation.sessionId, session.id))
  if (!look) return
  const person = { id: look.userId, name: look.userName }
  const scope = { user: person, session, impersonation: look, organization: null, tx: unitDatabase }
  await append(scope, 'impersonation.ended', {
    userId: person.id,
    name: person.name,
    how: look.endsAt > new Date() ? 'stopped' : 'over',
  })
}
