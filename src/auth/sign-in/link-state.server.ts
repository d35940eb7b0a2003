import { z } from 'zod/mini'
import { auth } from '~/auth/auth.server'
import { findSession } from '~/auth/session.server'
import { endOfLink, hashOfLink } from './mailed.server'

/** What a link by letter is good for, and who is looking at it. */
export type LinkState =
  | { state: 'expired' | 'used' | 'garbled' }
  | {
      state: 'open'
      /** Whose it is, not written out: the letter may have been passed on. */
      address: string
      /** The address of whoever is signed in; null for nobody. */
      reader: string | null
      /** The link is for the account that is signed in. */
      isReaders: boolean
    }

const linkValue = z.object({ email: z.string() })

/** Tells what a link by letter is worth. Uses nothing up. */
export async function lookAt(token: string): Promise<LinkState> {
  const end = endOfLink(token)
  if (end === undefined) return { state: 'garbled' }
  if (end <= Date.now()) return { state: 'expired' }
  const { internalAdapter } = await auth.$context
  const row = await internalAdapter.findVerificationValue(hashOfLink(token))
  if (!row) return { state: 'used' }
  if (row.expiresAt <= new Date()) return { state: 'expired' }
  const { email } = linkValue.parse(JSON.parse(row.value))
  const reader = (await findSession())?.user.email ?? null
  const isReaders = reader?.toLowerCase() === email.toLowerCase()
  return { state: 'open', address: isReaders ? email : masked(email), reader, isReaders }
}

/** `name@example.com` is `n•••@example.com`. */
function masked(email: string): string {
  const at = email.lastIndexOf('@')
  return `${[...email][0] ?? ''}•••${email.slice(at)}`
}
