import { deleteCookie, getCookies, getRequestHeaders } from '@tanstack/react-start/server'
import { auth } from '~/auth/auth.server'
import { isBanned } from '~/auth/banned.server'
import { isAway, stop } from '~/auth/impersonation/own-again.server'
import { findSession } from '~/auth/session.server'
import { Refusal } from '~/refusal'

/** Somebody this browser is signed in as. */
export type Account = { id: string; name: string; email: string; image: string | null }

/**
 * Whom this browser is signed in as, besides whoever is at work in it now: each has a session in a cookie of its
 * own. The tokens stay there. Nobody changes over while they look through somebody's eyes.
 */
export async function list(): Promise<Account[]> {
  if (await isAway()) return []
  const held = await heldSessions()
  forgetEnded(held.map(({ session }) => session.token))
  return held.map(({ user: { id, name, email, image } }) => ({
    id,
    name,
    email,
    image: image ?? null,
  }))
}

/**
 * Makes another account of this browser the one at work.
 * @throws Refusal not_found when its session has ended, conflict through somebody else's eyes
 */
export async function switchTo(userId: string): Promise<void> {
  if (await isAway()) throw new Refusal('conflict', 'Stop looking through their eyes first.')
  const held = (await heldSessions()).find(({ user }) => user.id === userId)
  if (!held) throw new Refusal('not_found', 'You are signed out of this account. Sign in again.')
  await auth.api.setActiveSession({
    headers: getRequestHeaders(),
    body: { sessionToken: held.session.token },
  })
}

/**
 * Ends an account's session in this browser, if it is the one at work (pressed twice, it acts once); the next
 * account takes its place. better-auth's own sign-out would end the sessions of all accounts.
 * Whoever looks through somebody's eyes is themselves again.
 * @returns whether there is a next one
 */
export async function signOutOf(userId: string): Promise<boolean> {
  if (await isAway()) return stop()
  const headers = getRequestHeaders()
  const now = await findSession()
  if (now && now.user.id !== userId) return true
  const held = await heldSessions()
  const next = held.find(({ user }) => user.id !== now?.user.id)
  if (!now || !next) {
    await auth.api.signOut({ headers })
    return false
  }
  const { token } = now.session
  // A browser that held as many accounts as it may keeps no cookie for one more.
  if (held.some(({ session }) => session.token === token)) {
    await auth.api.revokeDeviceSession({ headers, body: { sessionToken: token } })
  } else {
    await auth.api.revokeSession({ headers, body: { token } })
  }
  await auth.api.setActiveSession({ headers, body: { sessionToken: next.session.token } })
  return true
}

/** Of each account one. An operator who looks through somebody's eyes does not hold their account. */
async function heldSessions() {
  const sessions = await auth.api.listDeviceSessions({ headers: getRequestHeaders() })
  return sessions.filter(
    ({ session, user }) =>
      !('impersonatedBy' in session && session.impersonatedBy) && !isShutOut(user),
  )
}

/** What the admin plugin adds to a person is not in the type that this endpoint answers with. */
function isShutOut(user: object): boolean {
  const banExpires =
    'banExpires' in user && user.banExpires instanceof Date ? user.banExpires : null
  return isBanned({ banned: 'banned' in user && user.banned === true, banExpires })
}

/** A session that ended elsewhere leaves its cookie, and better-auth would count it among the accounts. */
function forgetEnded(tokens: string[]): void {
  const kept = tokens.map((token) => token.toLowerCase())
  for (const name of Object.keys(getCookies())) {
    const [, token] = name.split('_multi-')
    if (token && !kept.includes(token)) {
      deleteCookie(name, { path: '/', secure: name.startsWith('__Secure-') })
    }
  }
}
