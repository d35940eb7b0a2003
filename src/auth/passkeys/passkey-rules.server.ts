import type { GenericEndpointContext } from 'better-auth'
import { APIError, getSessionFromCtx } from 'better-auth/api'
import { and, eq } from 'drizzle-orm'
import { keepWayIn } from '~/auth/sign-in/ways-in.server'
import { unitDatabase } from '~/auth/unit.server'
import { passkey } from '~/db/schema'
import { Refusal } from '~/refusal'

/** Enough for every device and a spare key in a drawer. */
const most = 20

/**
 * Before better-auth answers what is under `/passkey/`. Names are looked at where all words are
 * (`auth/check-words.server.ts`), and who acts for somebody else is kept out before (`auth/impersonation.server.ts`).
 * @throws Refusal limit_reached; conflict for the last way in
 */
export async function keepPasskeyRules(context: GenericEndpointContext): Promise<void> {
  if (context.path === '/passkey/verify-authentication') return
  const here = await getSessionFromCtx(context)
  if (!here) return
  if (context.path === '/passkey/generate-register-options') await haveRoom(here.user.id)
  if (context.path === '/passkey/verify-registration') refuseSession(context.body)
  if (ofOne.has(context.path)) await beMine(here.user.id, context.body?.id)
  await keepWayIn(context)
}

/** What names one passkey by its id. */
const ofOne = new Set(['/passkey/delete-passkey', '/passkey/update-passkey'])

/** better-auth tells somebody else's apart from one that is not there. */
async function beMine(userId: string, id: unknown): Promise<void> {
  if (
    await unitDatabase.$count(passkey, and(eq(passkey.id, String(id)), eq(passkey.userId, userId)))
  ) {
    return
  }
  throw new APIError('NOT_FOUND', { code: 'PASSKEY_NOT_FOUND', message: 'Passkey not found' })
}

async function haveRoom(userId: string): Promise<void> {
  const held = await unitDatabase.$count(passkey, eq(passkey.userId, userId))
  if (held >= most) {
    throw new Refusal('limit_reached', `${most} passkeys are enough. Remove one you do not use.`)
  }
}

/** Whoever registers one is signed in: a second session beside theirs would be one nobody asked for. */
function refuseSession(body: unknown): void {
  if (typeof body === 'object' && body !== null && 'createSession' in body && body.createSession) {
    throw new APIError('BAD_REQUEST', {
      code: 'FIELD_NOT_ALLOWED',
      message: 'The field "createSession" cannot be set here.',
    })
  }
}
