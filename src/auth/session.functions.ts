import { createServerFn } from '@tanstack/react-start'
import { anyone } from './gate'
import { findSession, type Session } from './session.server'

/** Who is signed in, as a screen may know it; null for nobody. Never the session's token. */
export const getSession = createServerFn({ method: 'GET' })
  .middleware([anyone('tells a visitor about themselves only')])
  .handler(async () => {
    const found = await findSession()
    if (!found) return null
    const { id, name, email, image, role, username } = found.user
    return {
      user: {
        id,
        name,
        email,
        image: image ?? null,
        role: role ?? 'user',
        username: username ?? null,
      },
      look: lookOf(found),
      lastOrganizationId: found.session.activeOrganizationId ?? null,
      /** Where this person's new projects start; it allows nothing. */
      activeTeamId: found.session.activeTeamId ?? null,
    }
  })

/** An operator looks through this person's eyes; null where it is themselves. */
function lookOf({ impersonation: look }: Session) {
  if (!look) return null
  const { operatorName, endsAt, changes, role } = look
  return { operatorName, endsAt, changes, mayStepUp: role === 'operator' }
}
