import { availableParallelism } from 'node:os'
import { APIError } from 'better-auth/api'
import { hashPassword, verifyPassword } from 'better-auth/crypto'

/** One hash takes a core and 32 MiB for a tenth of a second: more at once than there are cores only waits longer. */
const slots = Math.max(1, availableParallelism())
const waitingRoom = 64

let running = 0
const waiting: (() => void)[] = []

/**
 * Runs one hash when a slot is free.
 * Refuses with 503 PASSWORDS_BUSY and Retry-After (seconds) when 64 wait already.
 */
export async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running >= slots) {
    if (waiting.length >= waitingRoom) {
      throw new APIError(
        'SERVICE_UNAVAILABLE',
        {
          code: 'PASSWORDS_BUSY',
          message: 'Too many people are signing in just now. Try again in a moment.',
        },
        { 'retry-after': '5' },
      )
    }
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else {
    running += 1
  }
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}

export const passwords = {
  hash: (password: string) => inTurn(() => hashPassword(password)),
  verify: (attempt: { hash: string; password: string }) => inTurn(() => verifyPassword(attempt)),
}
