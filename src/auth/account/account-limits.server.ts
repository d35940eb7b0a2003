import { createHash } from 'node:crypto'
import type { GenericEndpointContext } from 'better-auth'
import { getSessionFromCtx, isAPIError } from 'better-auth/api'
import { consume, forget, tooOften } from '~/auth/limits.server'
import { holdsDevice } from './devices.server'

type Limit = {
  /** In seconds. */
  window: number
  max: number
  /** What is counted together. */
  of: string
  /** The field that names the account; without one it is the account that is signed in. */
  by?: 'email' | 'username'
  /** A guess at a secret: counted apart for a browser its owner has signed in with, and anew after a right one. */
  guess?: true
}

const guess = { window: 900, max: 20, guess: true } as const
const letter = { window: 3_600, max: 6 } as const

/**
 * Per account, beside what is counted per address: whoever has a thousand addresses still has this many attempts.
 * Why these numbers: docs/decisions/007-limits-per-account.md. Second steps count theirs in
 * `auth/second-step/second-step-limits.server.ts`.
 */
export const accountLimits: Record<string, Limit> = {
  '/sign-in/email': { ...guess, of: 'sign-in', by: 'email' },
  '/sign-in/username': { ...guess, of: 'sign-in', by: 'username' },
  '/sign-in/email-otp': { ...guess, of: 'code', by: 'email' },
  '/change-password': { ...guess, of: 'password' },
  '/delete-user': { ...guess, of: 'password' },
  '/sign-up/email': { ...letter, of: 'sign-up', by: 'email' },
  '/request-password-reset': { ...letter, of: 'reset', by: 'email' },
  '/sign-in/magic-link': { ...letter, of: 'magic-link', by: 'email' },
  '/email-otp/send-verification-otp': { ...letter, of: 'code-letter', by: 'email' },
  '/send-verification-email': { ...letter, of: 'verify', by: 'email' },
}

/**
 * Counts an attempt on an account, whether there is such an account or not. Calls of our own server are not counted.
 * Refuses with 429 TOO_MANY_TRIES and Retry-After.
 */
export async function countAttempt(context: GenericEndpointContext): Promise<void> {
  const counted = await keyOf(context)
  if (!counted) return
  const { allowed, retryAfter } = await consume(counted.key, counted.limit)
  if (allowed) return
  throw tooOften(retryAfter ?? counted.limit.window)
}

/** After a right guess. */
export async function forgetAttempts(context: GenericEndpointContext): Promise<void> {
  const returned: unknown = 'returned' in context.context ? context.context.returned : undefined
  if (!accountLimits[context.path]?.guess || isAPIError(returned)) return
  const counted = await keyOf(context)
  if (counted) await forget(counted.key)
}

async function keyOf(context: GenericEndpointContext) {
  const limit = accountLimits[context.path]
  if (!limit || !context.request || !context.context.rateLimit.enabled) return undefined
  const account = await accountIn(context, limit)
  if (!account) return undefined
  const known = limit.by === 'email' && limit.guess && (await holdsDevice(context, account))
  return { limit, key: `account|${limit.of}|${hash(account)}${known ? `|${known}` : ''}` }
}

async function accountIn(context: GenericEndpointContext, { by }: Limit) {
  if (!by) return (await getSessionFromCtx(context))?.user.id
  const named: unknown = context.body?.[by]
  return typeof named === 'string' ? named.trim().toLowerCase() : undefined
}

/** The list of limits is no list of addresses. */
const hash = (account: string) => createHash('sha256').update(account).digest('hex')
