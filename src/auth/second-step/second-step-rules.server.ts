import type { GenericEndpointContext } from 'better-auth'
import { APIError, createAuthMiddleware, getSessionFromCtx, isAPIError } from 'better-auth/api'
import { backupCodeIn, codeIn } from './second-step'
import {
  countLetter,
  countTry,
  forgetTries,
  locked,
  lockedUntil,
  takeOnce,
} from './second-step-limits.server'
import { endTrust } from './trusted-devices.server'

/** What changes the second step. */
const changes = new Set([
  '/two-factor/enable',
  '/two-factor/disable',
  '/two-factor/generate-backup-codes',
])

/** Before better-auth answers what is under `/two-factor/`. */
export const before = [
  {
    matcher: ({ path }: { path?: string }) => path?.startsWith('/two-factor/') ?? false,
    handler: createAuthMiddleware(keepRules),
  },
]

/** After it. */
export const after = [
  {
    matcher: ({ path }: { path?: string }) => path !== undefined && Object.hasOwn(afterwards, path),
    handler: createAuthMiddleware(async (context) => {
      const { returned } = context.context
      if (!isAPIError(returned)) return afterwards[context.path]?.(context)
      if (returned.body?.code !== 'ACCOUNT_TEMPORARILY_LOCKED') return
      const who = await whoShows(context)
      const until = who && (await lockedUntil(who))
      if (until) throw locked(until)
    }),
  },
]

const endAllTrust = async ({ context }: GenericEndpointContext) => {
  if (context.session) await endTrust(context.session.user.id)
}

const afterwards: Record<string, (context: GenericEndpointContext) => Promise<unknown>> = {
  '/two-factor/verify-totp': async () => undefined,
  '/two-factor/verify-backup-code': async () => undefined,
  '/two-factor/verify-otp': async ({ context }) => {
    const who = context.newSession ?? context.session
    if (who) await forgetTries(who.user.id)
  },
  // Who knew the old one, or had the phone, may have had a device trusted.
  '/two-factor/disable': endAllTrust,
  '/change-password': endAllTrust,
  '/admin/set-user-password': async ({ body }) => endTrust(String(body?.userId)),
}

/**
 * Codes as they were meant, each counted and taken once; and whoever has no password to show needs a fresh session
 * to change anything. Refuses with 403 SESSION_NOT_FRESH, 400 CODE_USED_ALREADY or 429.
 * @throws Refusal unavailable after too many letters
 */
async function keepRules(context: GenericEndpointContext) {
  if (changes.has(context.path)) return requireProof(context)
  const who = await whoShows(context)
  if (context.path === '/two-factor/send-otp') return who && countLetter(who)
  const { code: written, trustDevice, ...body } = context.body ?? {}
  if (typeof written !== 'string') return
  const code = context.path.endsWith('backup-code') ? backupCodeIn(written) : codeIn(written)
  if (who && context.path === '/two-factor/verify-otp') await countTry(who)
  if (who && context.path === '/two-factor/verify-totp') await takeOnce(who, code)
  return { context: { body: { ...body, code, trustDevice: false, trust: trustDevice === true } } }
}

async function requireProof(context: GenericEndpointContext): Promise<void> {
  const here = await getSessionFromCtx(context)
  if (!here) return
  const { internalAdapter, sessionConfig } = context.context
  const account = await internalAdapter.findCredentialAccount(here.user.id)
  // better-auth asks for it.
  if (account?.password) return
  const age = Date.now() - new Date(here.session.createdAt).getTime()
  if (age < sessionConfig.freshAge * 1_000) return
  throw new APIError('FORBIDDEN', {
    code: 'SESSION_NOT_FRESH',
    message: 'Confirm that it is you.',
  })
}

/** Whose second step is shown here: whoever is signed in, or has passed the first step. */
async function whoShows(context: GenericEndpointContext): Promise<string | undefined> {
  const here = await getSessionFromCtx(context)
  if (here) return here.user.id
  const { createAuthCookie, internalAdapter, secret } = context.context
  const challenge = await context.getSignedCookie(createAuthCookie('two_factor').name, secret)
  return challenge ? (await internalAdapter.findVerificationValue(challenge))?.value : undefined
}
