import { and, eq, inArray } from 'drizzle-orm'
import type { Membership } from '~/auth/membership.server'
import { beyond, type Grant, grantsOf, roleNames, rolesIn } from '~/auth/permissions'
import { unitDatabase } from '~/auth/unit.server'
import { invitation, member, organizationRole, user } from '~/db/schema'
import { Refusal } from '~/refusal'

/**
 * Nobody hands out a role that may do more than they may themselves.
 * @throws Refusal forbidden
 */
export async function beyondMine(
  me: Membership | null,
  wanted: readonly string[],
  organization: { id: string },
): Promise<void> {
  if (!me) return
  const more = beyond(
    me.granted,
    grantsOf(wanted.join(','), await customRoles(wanted, organization)),
  )
  if (more.length === 0) return
  const sentence = wanted.includes('owner')
    ? 'Only an owner can make somebody an owner.'
    : 'This role allows more than your own does. Ask an owner.'
  throw new Refusal('forbidden', sentence, { role: sentence })
}

/**
 * What an invitation sent again promises: better-auth keeps the roles of the first letter, whatever is asked.
 * @returns none where nothing is sent again
 */
export async function promisedAlready(
  { resend, email }: Record<string, unknown>,
  organization: { id: string },
): Promise<string[]> {
  if (!resend || typeof email !== 'string') return []
  const open = await unitDatabase
    .select({ role: invitation.role })
    .from(invitation)
    .where(
      and(
        eq(invitation.organizationId, organization.id),
        eq(invitation.email, email.toLowerCase()),
        eq(invitation.status, 'pending'),
      ),
    )
  return open.flatMap(({ role }) => rolesIn(role ?? ''))
}

/**
 * Whoever may do less neither changes the roles of a member nor removes them; everybody may go themselves.
 * @param whom the member's id or address
 * @throws Refusal forbidden; not_found
 */
export async function asMuchAs(
  me: Membership | null,
  whom: unknown,
  organization: { id: string },
  act: "change this person's role" | 'remove this person',
): Promise<void> {
  if (!me || typeof whom !== 'string') return
  const [them] = await unitDatabase
    .select({ id: member.id, role: member.role })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(
      and(
        eq(member.organizationId, organization.id),
        whom.includes('@') ? eq(user.email, whom.toLowerCase()) : eq(member.id, whom),
      ),
    )
  // better-auth would say of another organization's member that one is not allowed to.
  if (!them) throw new Refusal('not_found', 'This person is not a member here any more.')
  if (them.id === me.member.id) return
  const theirs = grantsOf(them.role, await customRoles(rolesIn(them.role), organization))
  if (beyond(me.granted, theirs).length === 0) return
  throw new Refusal('forbidden', `Only somebody who may do as much can ${act}.`)
}

async function customRoles(
  names: readonly string[],
  organization: { id: string },
): Promise<Record<string, Grant>> {
  const unknown = names.filter((name) => !roleNames.some((known) => known === name))
  if (unknown.length === 0) return {}
  const rows = await unitDatabase
    .select({ role: organizationRole.role, permission: organizationRole.permission })
    .from(organizationRole)
    .where(
      and(
        eq(organizationRole.organizationId, organization.id),
        inArray(organizationRole.role, unknown),
      ),
    )
  return Object.fromEntries(
    rows.map(({ role, permission }): [string, Grant] => [role, JSON.parse(permission)]),
  )
}
