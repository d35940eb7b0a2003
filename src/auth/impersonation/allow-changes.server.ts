import { createHmac } from 'node:crypto'
import { isAPIError } from 'better-auth/api'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { append } from '~/audit/append.server'
import { answered } from '~/auth/answered'
import { auth } from '~/auth/auth.server'
import { findSession, type Session } from '~/auth/session.server'
import { readSigned } from '~/auth/signed-cookie.server'
import { waysToConfirm } from '~/auth/step-up/step-up-ways.server'
import { asUnit } from '~/auth/unit.server'
import { impersonation } from '~/db/schema'
import { Refusal } from '~/refusal'
import type { Impersonation } from './impersonation-lookup.server'
import { ownCookie } from './look-end.server'

export type Allowing = { reason: string; secret: string }

/** What an operator shows of their own before they may change anything: the code where they have an authenticator. */
export type Proof = 'authenticator' | 'password'

/** @throws Refusal not_found for whoever does not look, conflict for whoever has nothing to show */
export async function proofAsked(): Promise<Proof> {
  const { look } = await requireLook()
  return proofOf(look)
}

/**
 * Lets an operator change things through somebody's eyes, until the look is over. They show that it is them: in their
 * own session, which their browser kept, so that wrong guesses count as they always do.
 * @throws Refusal not_found, forbidden for support, invalid, unavailable when it was tried too often
 */
export async function allowChanges({ reason, secret }: Allowing): Promise<void> {
  const { session, look } = await requireLook()
  if (look.role !== 'operator') throw new Refusal('forbidden', 'Your role does not allow changes.')
  await prove(look, await proofOf(look), secret)
  await asUnit(async (tx) => {
    const stepped = await tx
      .update(impersonation)
      .set({ writesSince: sql`now()` })
      .where(and(eq(impersonation.sessionId, look.sessionId), isNull(impersonation.writesSince)))
      .returning({ sessionId: impersonation.sessionId })
    // Pressed twice, or in two tabs, it is done once.
    if (stepped.length === 0) return
    const details = { userId: look.userId, name: look.userName, reason }
    await append({ ...session, organization: null, tx }, 'impersonation.stepped_up', details)
  })
}

async function requireLook(): Promise<{ session: Session; look: Impersonation }> {
  const session = await findSession()
  if (!session?.impersonation) throw new Refusal('not_found', 'There is no such page.')
  return { session, look: session.impersonation }
}

async function proofOf({ operatorId }: Impersonation): Promise<Proof> {
  const ways = await waysToConfirm(operatorId)
  const proof = (['authenticator', 'password'] as const).find((way) => ways.includes(way))
  if (!proof) throw new Refusal('conflict', 'Set a password for your own account first.')
  return proof
}

async function prove(look: Impersonation, proof: Proof, secret: string): Promise<void> {
  const headers = await ownHeaders(look)
  try {
    if (proof === 'password') await auth.api.verifyPassword({ headers, body: { password: secret } })
    else await auth.api.verifyTOTP({ headers, body: { code: secret } })
  } catch (error) {
    if (!isAPIError(error)) throw error
    const { statusCode: status, body: { code, message } = {} } = error
    answered({ data: null, error: { status, code, message } })
  }
}

/**
 * As the operator's own session would ask. It says that it forgets: better-auth would otherwise give the browser that
 * session's cookie in place of the look's.
 * @throws Refusal forbidden where the session has ended, or is another operator's
 */
async function ownHeaders({ operatorId }: Impersonation): Promise<Headers> {
  const { authCookies, secret, internalAdapter } = await auth.$context
  const [token] = (await readSigned(ownCookie))?.split(':') ?? []
  const own = token ? await internalAdapter.findSession(token) : null
  if (!token || own?.user.id !== operatorId || own.session.expiresAt < new Date()) {
    throw new Refusal('forbidden', 'Your own session has ended. Stop, and sign in again.')
  }
  const signed = (value: string) =>
    encodeURIComponent(`${value}.${createHmac('sha256', secret).update(value).digest('base64')}`)
  const cookie = [
    `${authCookies.sessionToken.name}=${signed(token)}`,
    `${authCookies.dontRememberToken.name}=${signed('true')}`,
  ]
  return new Headers({ cookie: cookie.join('; ') })
}
