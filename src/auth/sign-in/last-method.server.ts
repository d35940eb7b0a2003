import { getCookie } from '@tanstack/react-start/server'
import { lastLoginMethod } from 'better-auth/plugins'

const cookieName = 'last_way_in'

/** Which way in a path is, for those that better-auth does not name itself. */
const byPath: Record<string, string> = {
  '/sign-in/username': 'email',
  // Whoever confirms the address has just chosen a password.
  '/verify-email': 'email',
}

/** Remembers in the browser how somebody signed in: `email` (a password), `magic-link`, `email-otp`, `passkey` or a provider. */
export const lastWayIn = lastLoginMethod({
  cookieName,
  // Browsers keep a cookie no longer (RFC 6265bis, 5.5).
  maxAge: 400 * 86_400,
  customResolveMethod: ({ path }) => byPath[path] ?? null,
})

/** What this browser remembers; anything may stand in a cookie. */
export function lastMethod(): string | null {
  const method = getCookie(cookieName)
  return method && /^[a-z0-9-]{1,40}$/.test(method) ? method : null
}
