import { createHmac, timingSafeEqual } from 'node:crypto'
import type { BetterAuthPlugin, GenericEndpointContext } from 'better-auth'
import {
  createAuthEndpoint,
  createAuthMiddleware,
  getSessionFromCtx,
  isAPIError,
  sensitiveSessionMiddleware,
} from 'better-auth/api'
import { generateRandomString } from 'better-auth/crypto'
import { z } from 'zod'
import { consume, tooOften } from '~/auth/limits.server'
import { passkeys, verifiedItsUser } from '~/auth/passkeys/passkeys.server'
import { page } from '~/auth/sign-in/own-pages.server'
import { asUnit, unitUnderWay } from '~/auth/unit.server'
import { send } from '~/email/send.server'
import { Refusal } from '~/refusal'
import { waysToConfirm } from './step-up-ways.server'

const minutes = 10
const guessesPerCode = 5

/** Tries of all ways together, per account; seconds. A password manager needs one, a thief thousands. */
const tries = { window: 900, max: 10 }

/** What the browser gives when a passkey was used: `AuthenticationResponseJSON` of WebAuthn. */
const shownShape = z.object({
  id: z.string(),
  rawId: z.string(),
  type: z.literal('public-key'),
  response: z.object({
    authenticatorData: z.string(),
    clientDataJSON: z.string(),
    signature: z.string(),
    userHandle: z.string().optional(),
  }),
  clientExtensionResults: z.object({}),
})

/** better-auth's own endpoints that prove who somebody is, without signing them in where they are already. */
const provingPaths = new Set(['/verify-password', '/two-factor/verify-totp'])

/**
 * Confirming that it is you, in place: what asks for a fresh session goes on in the session there is. A password or
 * an authenticator's code is checked by better-auth; a passkey and a code by letter have an endpoint here.
 * None of them yields a session, and none helps whoever acts for somebody else (`auth/impersonation.server.ts`).
 */
export const stepUp = {
  id: 'step-up',
  endpoints: {
    confirmByPasskey: createAuthEndpoint(
      '/step-up/passkey',
      {
        method: 'POST',
        body: z.object({ response: shownShape }),
        use: [sensitiveSessionMiddleware],
      },
      async (context) => {
        const { session, user } = context.context.session
        const shown = await whoseIs(context, context.body.response)
        if (shown !== user.id) throw new Refusal('forbidden', 'This passkey is not one of yours.')
        // Only possession would be shown: whoever finds the session and the key lying together has both.
        if (!verifiedItsUser(context.body.response)) throw unverified
        await makeFresh(context, session.token)
        return context.json({ status: true })
      },
    ),
    sendConfirmationCode: createAuthEndpoint(
      '/step-up/send-code',
      { method: 'POST', use: [sensitiveSessionMiddleware] },
      async (context) => {
        const { session, user } = context.context.session
        await requireWay(user.id, 'letter')
        const code = generateRandomString(6, '0-9')
        const { internalAdapter, secret } = context.context
        await asUnit(async () => {
          await internalAdapter.deleteVerificationByIdentifier(placeOf(session.id))
          await internalAdapter.createVerificationValue({
            identifier: placeOf(session.id),
            value: JSON.stringify({ hash: hashOf(code, secret), guesses: 0 }),
            expiresAt: new Date(Date.now() + minutes * 60_000),
          })
          const url = page('/app/account/security')
          const props = { code, for: 'confirm' as const, minutes: String(minutes), url }
          await send({ letter: 'code', to: user.email, props }, { tx: unitUnderWay() })
        })
        return context.json({ status: true })
      },
    ),
    confirmByCode: createAuthEndpoint(
      '/step-up/code',
      {
        method: 'POST',
        body: z.object({ code: z.string().trim().max(20) }),
        use: [sensitiveSessionMiddleware],
      },
      async (context) => {
        const { session, user } = context.context.session
        await requireWay(user.id, 'letter')
        await guess(context, session.id, context.body.code)
        await makeFresh(context, session.token)
        return context.json({ status: true })
      },
    ),
  },
  hooks: {
    before: [
      {
        matcher: ({ path }) => isProof(path),
        handler: createAuthMiddleware(async (context) => {
          // Without a session it is the second step of signing in, which has limits of its own.
          const here = await getSessionFromCtx(context)
          if (!here) return
          const { allowed, retryAfter } = await consume(`step-up|${here.user.id}`, tries)
          if (!allowed) throw tooOften(retryAfter ?? tries.window)
        }),
      },
    ],
    after: [
      {
        matcher: ({ path }) => path !== undefined && provingPaths.has(path),
        handler: createAuthMiddleware(async (context) => {
          const { returned, session, newSession } = context.context
          // A new session is fresh by itself.
          if (isAPIError(returned) || !session || newSession) return
          await makeFresh(context, session.session.token)
        }),
      },
    ],
  },
  // Per address; the tries of an account are counted above.
  rateLimit: [
    { pathMatcher: (path) => path === '/step-up/send-code', window: 60, max: 3 },
    { pathMatcher: isProof, window: 60, max: 20 },
  ],
} satisfies BetterAuthPlugin

/** Who this passkey belongs to. better-auth's own check begins a session with it; that one is ended unseen. */
async function whoseIs(
  context: GenericEndpointContext,
  response: z.infer<typeof shownShape>,
): Promise<string> {
  const { headers } = context
  const shown = { body: { response }, headers, context: { ...context.context } }
  const found = await asUnit(async () => {
    try {
      const { session } = await passkeys.endpoints.verifyPasskeyAuthentication(shown)
      await context.context.internalAdapter.deleteSession(session.token)
      return session.userId
    } catch (error) {
      // Not thrown here: a refused challenge stays used up.
      if (isAPIError(error)) return error
      throw error
    }
  })
  if (isAPIError(found)) throw found
  return found
}

/** better-auth counts freshness from when the session was made. */
async function makeFresh(context: GenericEndpointContext, token: string): Promise<void> {
  await context.context.internalAdapter.updateSession(token, { createdAt: new Date() })
}

/** Uses the code up: whoever is right is let on once, whoever is wrong has one guess less. */
async function guess(context: GenericEndpointContext, sessionId: string, code: string) {
  const { internalAdapter, secret } = context.context
  const kept = await internalAdapter.consumeVerificationValue(placeOf(sessionId))
  if (!kept) throw wrongCode('This code is not good any more. Ask for a new one.')
  const { hash, guesses } = keptShape.parse(JSON.parse(kept.value))
  if (timingSafeEqual(Buffer.from(hash), Buffer.from(hashOf(code, secret)))) return
  if (guesses + 1 >= guessesPerCode) {
    throw wrongCode('That was not the code, and it is not good any more. Ask for a new one.')
  }
  await internalAdapter.createVerificationValue({
    identifier: placeOf(sessionId),
    value: JSON.stringify({ hash, guesses: guesses + 1 }),
    expiresAt: kept.expiresAt,
  })
  throw wrongCode('This is not the code from the letter. Look at it again.')
}

const keptShape = z.object({ hash: z.string(), guesses: z.number() })

const placeOf = (sessionId: string) => `step-up-${sessionId}`

/** Six digits are guessed in a moment by whoever reads them hashed; with the secret they are not. */
const hashOf = (code: string, secret: string) =>
  createHmac('sha256', secret).update(code).digest('hex')

async function requireWay(userId: string, way: 'letter'): Promise<void> {
  if (!(await waysToConfirm(userId)).includes(way)) {
    throw new Refusal('forbidden', 'Confirm with the code of your authenticator app.')
  }
}

function isProof(path: string | undefined): boolean {
  return path !== undefined && (path.startsWith('/step-up/') || provingPaths.has(path))
}

const wrongCode = (sentence: string) => new Refusal('invalid', sentence, { code: sentence })

const unverified = new Refusal(
  'forbidden',
  'Your passkey did not ask for a PIN, a face or a finger. Confirm in another way.',
)
