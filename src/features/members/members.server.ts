import { and, asc, eq, gt } from 'drizzle-orm'
import { findInvitation } from '~/auth/memberships.server'
import { findSession, type Scope } from '~/auth/session.server'
import { invitation, member, user } from '~/db/schema'
import { Refusal } from '~/refusal'
import { noSuchInvitation } from './members'

/** Everybody in the organization, in the order they joined. */
export function list({ tx }: Scope) {
  return tx
    .select({
      id: member.id,
      role: member.role,
      joinedAt: member.createdAt,
      userId: user.id,
      name: user.name,
      email: user.email,
      image: user.image,
    })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .orderBy(asc(member.createdAt), asc(member.id))
}

/** The invitations nobody has answered yet. */
export function listInvitations({ tx }: Scope) {
  return tx
    .select({
      id: invitation.id,
      email: invitation.email,
      role: invitation.role,
      expiresAt: invitation.expiresAt,
    })
    .from(invitation)
    .where(and(eq(invitation.status, 'pending'), gt(invitation.expiresAt, new Date())))
    .orderBy(asc(invitation.createdAt), asc(invitation.id))
}

/**
 * An invitation as whoever holds its link sees it, and how it stands with them.
 * Refuses not_found for an id that never was one.
 */
export async function getInvitation(id: string) {
  const found = await findInvitation(id)
  if (!found) throw new Refusal('not_found', noSuchInvitation)
  const session = await findSession()
  const { status, expiresAt, ...rest } = found
  return {
    ...rest,
    expiresAt,
    state: stateOf(status, expiresAt),
    reader: session
      ? { email: session.user.email, isRecipient: session.user.email === found.email }
      : null,
  }
}

type State = 'open' | 'expired' | 'accepted' | 'declined' | 'cancelled'

function stateOf(status: string, expiresAt: Date): State {
  if (status === 'pending') return expiresAt > new Date() ? 'open' : 'expired'
  if (status === 'accepted') return 'accepted'
  return status === 'rejected' ? 'declined' : 'cancelled'
}
