import { getRequestHeaders, setCookie } from '@tanstack/react-start/server'
import { parseSetCookieHeader, toCookieOptions } from 'better-auth/cookies'
import { desc, eq } from 'drizzle-orm'
import { auth } from '~/auth/auth.server'
import { findSession } from '~/auth/session.server'
import { readSigned } from '~/auth/signed-cookie.server'
import { asUnit, unitDatabase } from '~/auth/unit.server'
import { impersonation } from '~/db/schema'
import { ownCookie } from './look-end.server'

/** Whether somebody looks, or looked, through somebody's eyes from this browser, and has not come back since. */
export async function hasLooked(): Promise<boolean> {
  return (await readSigned(ownCookie)) !== undefined
}

/** The same, where nobody has signed in anew since: the look goes on, or it is over. */
export async function isAway(): Promise<boolean> {
  if (!(await hasLooked())) return false
  const now = await findSession()
  return !now || now.impersonation !== null
}

/**
 * Ends the look from this browser: the operator is in their own session again, or signed out where that has ended.
 * @returns whether they are in a session now
 */
export async function stop(): Promise<boolean> {
  const { headers, response } = await asUnit(() =>
    auth.api.stopImpersonating({ headers: getRequestHeaders(), returnHeaders: true }),
  )
  // What a hook answers in an endpoint's place passes by the plugin that carries cookies.
  for (const [name, cookie] of parseSetCookieHeader(headers.get('set-cookie') ?? '')) {
    setCookie(name, cookie.value, toCookieOptions(cookie))
  }
  return Boolean(response.user)
}

export type CameBack = {
  /** Who is at work in this browser now; null where they have to sign in again. */
  operator: string | null
  /** Through whose eyes they looked. */
  person: { id: string; name: string } | null
}

/**
 * Comes back from a look that is over; one that goes on goes on.
 * @returns null where there is nothing to come back from
 */
export async function comeBack(): Promise<CameBack | null> {
  if (!(await isAway()) || (await findSession())) return null
  const [token] = (await readSigned(ownCookie))?.split(':') ?? []
  const isBack = await stop()
  const context = await auth.$context
  const own = isBack && token ? await context.internalAdapter.findSession(token) : null
  if (!own) return { operator: null, person: null }
  const [last] = await unitDatabase
    .select({ id: impersonation.userId, name: impersonation.userName })
    .from(impersonation)
    .where(eq(impersonation.operatorId, own.user.id))
    .orderBy(desc(impersonation.startedAt))
    .limit(1)
  return { operator: own.user.name, person: last ?? null }
}
