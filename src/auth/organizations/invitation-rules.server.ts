import { and, eq, gt, lt, or } from 'drizzle-orm'
import { append, type Who } from '~/audit/append.server'
import { lookUpMembership } from '~/auth/membership.server'
import { asUnit, unitDatabase } from '~/auth/unit.server'
import { invitation } from '~/db/schema'
import { Refusal } from '~/refusal'
import { inside } from './organization-rules.server'

const month = 30 * 86_400_000
const mostOpen = 90

/**
 * Before a new invitation: what expired unanswered goes, for the same address at once and for everybody after a
 * month. better-auth keeps it for ever. Then counts the open ones, which better-auth does among the first hundred of
 * either kind only.
 * @throws Refusal limit_reached
 */
export async function roomForInvitation(wanted: { organizationId: string; email: string }) {
  const now = new Date()
  const unanswered = and(
    eq(invitation.organizationId, wanted.organizationId),
    eq(invitation.status, 'pending'),
  )
  const old = lt(invitation.expiresAt, new Date(now.getTime() - month))
  const sameAddress = and(eq(invitation.email, wanted.email), lt(invitation.expiresAt, now))
  await unitDatabase.delete(invitation).where(and(unanswered, or(old, sameAddress)))
  const open = await unitDatabase.$count(invitation, and(unanswered, gt(invitation.expiresAt, now)))
  if (open < mostOpen) return
  throw new Refusal(
    'limit_reached',
    'There are too many open invitations. Cancel some, or wait until they are answered.',
  )
}

/** Removes every invitation that expired unanswered; returns how many. */
export function clearExpired(me: Who & { organization: { id: string } }): Promise<number> {
  const { organization } = me
  return asUnit(async (tx) => {
    const gone = await tx
      .delete(invitation)
      .where(
        and(
          eq(invitation.organizationId, organization.id),
          eq(invitation.status, 'pending'),
          lt(invitation.expiresAt, new Date()),
        ),
      )
      .returning({ id: invitation.id })
    const count = gone.length
    if (count > 0) {
      await inside(organization, (tenant) =>
        append({ ...me, tx: tenant }, 'invitations.purged', { count }),
      )
    }
    return count
  })
}

type Accepting = {
  invitation: { organizationId: string; inviterId: string }
  user: { id: string }
}

/**
 * Before an invitation is accepted: nobody joins twice, and nobody on the word of a person who has left; or a
 * removed admin would come back by a letter written in time.
 * @throws Refusal conflict
 */
export async function stillInvited({ invitation: letter, user }: Accepting): Promise<void> {
  const membershipOf = (id: string) =>
    lookUpMembership(unitDatabase, id, { id: letter.organizationId })
  if (await membershipOf(user.id)) {
    throw new Refusal('conflict', 'You are a member of this organization already.')
  }
  if (!(await membershipOf(letter.inviterId))) {
    throw new Refusal(
      'conflict',
      'The person who invited you has left the organization. Ask for a new invitation.',
    )
  }
}
