import { findInvitation } from '~/auth/organizations/memberships.server'
import { findMembership, findSession } from '~/auth/session.server'
import { Refusal } from '~/refusal'
import { noSuchInvitation } from './members'

/**
 * An invitation as whoever holds its link sees it, and how it stands with them.
 * Refuses not_found for an id that never was one.
 */
export async function get(id: string) {
  const found = await findInvitation(id)
  if (!found) throw new Refusal('not_found', noSuchInvitation)
  const { inviterStays, status, ...rest } = found
  const state = stateOf(status, found.expiresAt)
  return {
    ...rest,
    state: state === 'open' && !inviterStays ? ('orphaned' as const) : state,
    reader: await readerOf(found),
  }
}

async function readerOf({ email, slug }: { email: string; slug: string }) {
  const session = await findSession()
  if (!session) return null
  const { user } = session
  return {
    email: user.email,
    isRecipient: user.email === email.toLowerCase(),
    isVerified: user.emailVerified,
    isMember: Boolean(await findMembership(slug)),
  }
}

type State = 'open' | 'expired' | 'accepted' | 'declined' | 'cancelled'

function stateOf(status: string, expiresAt: Date): State {
  if (status === 'pending') return expiresAt > new Date() ? 'open' : 'expired'
  if (status === 'accepted') return 'accepted'
  return status === 'rejected' ? 'declined' : 'cancelled'
}
