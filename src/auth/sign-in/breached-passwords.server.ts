import { createHash } from 'node:crypto'
import app from 'app.config'
import type { GenericEndpointContext } from 'better-auth'
import { APIError } from 'better-auth/api'
import { env } from '~/env.server'
import { log } from '~/observe/log.server'

/** Where a password is chosen, and the field it stands in. */
const chosenIn: Record<string, string> = {
  '/sign-up/email': 'password',
  '/change-password': 'newPassword',
  '/reset-password': 'newPassword',
}

/** In milliseconds: nobody waits longer for somebody else's service. */
const patience = 2_000

/**
 * Before a password is chosen, where the product asks for it (`signIn.breachedPasswords`).
 * Refuses with 400 PASSWORD_COMPROMISED. better-auth's own plugin refuses everybody while the service is away.
 */
export async function refuseBreached({ path, body }: GenericEndpointContext): Promise<void> {
  const field = chosenIn[path]
  if (field) await refuseIfBreached(body?.[field])
}

/** The same for a password that our own code sets. */
export async function refuseIfBreached(password: unknown): Promise<void> {
  if (!app.signIn.breachedPasswords || typeof password !== 'string') return
  if (await isBreached(password)) {
    throw new APIError('BAD_REQUEST', {
      code: 'PASSWORD_COMPROMISED',
      message: 'This password is known from a theft of data elsewhere.',
    })
  }
}

/**
 * Whether thieves know a password, by the protocol of Have I Been Pwned: only the first five digits of its hash
 * leave, and the answer is padded. False when nobody answers.
 */
async function isBreached(password: string): Promise<boolean> {
  const hash = createHash('sha1').update(password).digest('hex').toUpperCase()
  try {
    const answer = await fetch(`${env.BREACHED_PASSWORDS_URL}/range/${hash.slice(0, 5)}`, {
      headers: { 'add-padding': 'true' },
      signal: AbortSignal.timeout(patience),
    })
    if (!answer.ok) throw new Error(`Status ${answer.status}.`)
    const found = new RegExp(`^${hash.slice(5)}:0*[1-9]`, 'm')
    return found.test(await answer.text())
  } catch (err) {
    log.warn({ err }, 'Breached passwords could not be asked for; the password was taken unasked.')
    return false
  }
}
