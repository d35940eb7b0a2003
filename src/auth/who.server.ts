import type { GenericEndpointContext } from 'better-auth'
import { getSessionFromCtx } from 'better-auth/api'
import type { Who } from '~/audit/append.server'
import { findImpersonation } from './impersonation/impersonation-lookup.server'
import { operatorRoleOf } from './operator/operator-role'

type Session = {
  user: { id: string; name: string; role?: string | null }
  session: { id: string; impersonatedBy?: string | null }
}

/**
 * Who asks better-auth here, for the line that is written: the person, by which session, in which role they run the
 * product, and whoever looks through their eyes. In an organization's line the membership's role takes that one's place.
 */
export async function whoIn(context: GenericEndpointContext): Promise<Who> {
  const here = await getSessionFromCtx<
    { role?: string | null },
    { impersonatedBy?: string | null }
  >(context)
  return whoOf(here)
}

/** The same for a session that is known already; nobody where there is none. */
export async function whoOf(here: Session | null | undefined): Promise<Who> {
  if (!here) return { user: null }
  const { user, session } = here
  const looked = Boolean(session.impersonatedBy)
  return {
    user: { id: user.id, name: user.name },
    role: looked ? null : operatorRoleOf(user),
    session: { id: session.id },
    impersonation: looked ? await findImpersonation(session.id) : null,
  }
}
