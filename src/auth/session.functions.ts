import { createServerFn } from '@tanstack/react-start'
import { anyone } from './gate'
import { findSession } from './session.server'

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
      impersonated: Boolean(found.session.impersonatedBy),
      lastOrganizationId: found.session.activeOrganizationId ?? null,
      /** Where this person's new projects start; it allows nothing. */
      activeTeamId: found.session.activeTeamId ?? null,
    }
  })
