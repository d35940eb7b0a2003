import { createHash } from 'node:crypto'
import { APIError } from 'better-auth/api'
import { eq } from 'drizzle-orm'
import { consume, forget, waitFor } from '~/auth/limits.server'
import { unitDatabase } from '~/auth/unit.server'
import { twoFactor } from '~/db/schema'
import { Refusal } from '~/refusal'

/** Codes by letter sent to one account; seconds. */
const letters = { window: 3_600, max: 6 }

/**
 * Codes by letter tried on one account: better-auth counts them where there is an authenticator, and only per code
 * where there is none. The same numbers as its own.
 */
const tries = { window: 900, max: 10 }

/** A code of an app is good for a minute and a half. */
const once = { window: 180, max: 1 }

/** Counts a letter with a code. @throws Refusal unavailable when there were enough this hour */
export async function countLetter(userId: string): Promise<void> {
  const { allowed, retryAfter } = await consume(`second-step-letter|${userId}`, letters)
  if (allowed) return
  const minutes = Math.ceil((retryAfter ?? letters.window) / 60)
  throw new Refusal(
    'unavailable',
    `We have sent as many codes as we send in an hour. Use the last one, or ask again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
  )
}

/** Counts a try of a code by letter, right or wrong. Refuses with 429 ACCOUNT_TEMPORARILY_LOCKED and its end. */
export async function countTry(userId: string): Promise<void> {
  if (await findRow(userId)) return
  const { allowed, retryAfter } = await consume(triesOf(userId), tries)
  if (!allowed) throw locked(new Date(Date.now() + (retryAfter ?? tries.window) * 1_000))
}

/** After a right code by letter. */
export function forgetTries(userId: string): Promise<void> {
  return forget(triesOf(userId))
}

/**
 * Takes a code of an authenticator for this request alone, before it is looked at: of twenty that come at once with
 * the same code, one goes on. Refuses with 400 CODE_USED_ALREADY.
 */
export async function takeOnce(userId: string, code: string): Promise<void> {
  const hash = createHash('sha256').update(`${userId}|${code}`).digest('hex')
  const { allowed } = await consume(`second-step-once|${hash}`, once)
  if (allowed) return
  throw new APIError('BAD_REQUEST', {
    code: 'CODE_USED_ALREADY',
    message: 'This code was tried already.',
  })
}

/** Until when no code of this account is looked at; undefined where it is not locked. */
export async function lockedUntil(userId: string): Promise<Date | undefined> {
  const row = await findRow(userId)
  if (row) return row.lockedUntil && row.lockedUntil > new Date() ? row.lockedUntil : undefined
  const wait = await waitFor(triesOf(userId), tries)
  return wait ? new Date(Date.now() + wait * 1_000) : undefined
}

/** Only whoever has passed the first step hears it: strangers have no challenge. */
export function locked(until: Date): APIError {
  const seconds = Math.max(1, Math.ceil((until.getTime() - Date.now()) / 1_000))
  return new APIError(
    'TOO_MANY_REQUESTS',
    {
      code: 'ACCOUNT_TEMPORARILY_LOCKED',
      message: 'Too many wrong codes were tried.',
      lockedUntil: until.toISOString(),
    },
    { 'retry-after': String(seconds) },
  )
}

const triesOf = (userId: string) => `second-step-try|${userId}`

async function findRow(userId: string) {
  const [row] = await unitDatabase
    .select({ lockedUntil: twoFactor.lockedUntil })
    .from(twoFactor)
    .where(eq(twoFactor.userId, userId))
  return row
}
