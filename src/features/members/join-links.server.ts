import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { append } from '~/audit/append.server'
import { noSuchLink } from '~/auth/organizations/joining'
import { findLink, hashOf, isMember } from '~/auth/organizations/joining.server'
import { mayHandOut } from '~/auth/organizations/role-offer.server'
import { findSession, type Scope } from '~/auth/session.server'
import { keepsPlace } from '~/billing/over-limit.server'
import { joinLink } from '~/db/schema'
import { isReferred } from '~/db/violations'
import { env } from '~/env.server'
import { Refusal } from '~/refusal'
import type { JoinLinkWanted } from './joining'

const day = 86_400_000

/**
 * Makes a link that lets in so many people for so many days, and gives it away this once: only its hash is kept.
 * @throws Refusal forbidden when the role is none of those the maker may hand out; limit_reached for a team that the
 * plan has no place for; invalid
 */
export async function create(scope: Scope, { role, teamId, uses, days }: JoinLinkWanted) {
  const { tx, organization, user } = scope
  if (!(await mayHandOut(scope, role, tx))) {
    const sentence = 'This role allows more than your own does, or is not there any more.'
    throw new Refusal('forbidden', sentence, { role: sentence })
  }
  if (teamId) await keepsPlace(scope, 'teams', teamId)
  const token = randomBytes(32).toString('base64url')
  const [made] = await tx
    .insert(joinLink)
    .values({
      organizationId: organization.id,
      tokenHash: hashOf(token),
      role,
      teamId: teamId || null,
      maxUses: uses,
      expiresAt: new Date(Date.now() + days * day),
      createdBy: user.id,
    })
    .returning({ id: joinLink.id })
    .catch((error) => (isReferred(error) ? noSuchTeam() : Promise.reject(error)))
  const linkId = made?.id ?? ''
  await append(scope, 'join_link.created', { linkId, role, maxUses: uses })
  return { id: linkId, url: `${env.APP_URL}/join/${token}` }
}

/** Closes a link for good; who came by it stays. Refuses not_found. */
export async function remove(scope: Scope, { id }: { id: string }): Promise<void> {
  const [gone] = await scope.tx
    .delete(joinLink)
    .where(eq(joinLink.id, id))
    .returning({ linkId: joinLink.id })
  if (!gone) throw new Refusal('not_found', 'This link is not there any more.')
  await append(scope, 'join_link.removed', gone)
}

/** A link as its reader sees it, and how they stand to it. Refuses not_found for one that never was or is gone. */
export async function get(token: string) {
  const link = await findLink(token)
  if (!link) throw new Refusal('not_found', noSuchLink)
  const session = await findSession()
  const { organization, slug, role, team, state } = link
  return {
    organization,
    role,
    team,
    state,
    reader: session && {
      email: session.user.email,
      isVerified: session.user.emailVerified,
      /** Where to go instead, for members. */
      slug: (await isMember(link.organizationId, session.user.id)) ? slug : null,
    },
  }
}

function noSuchTeam(): never {
  const sentence = 'There is no such team. Somebody may have removed it.'
  throw new Refusal('invalid', sentence, { teamId: sentence })
}
