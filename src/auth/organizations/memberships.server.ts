import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { db } from '~/db/client'
import { formerSlug, invitation, member, organization, team, user } from '~/db/schema'

/** The organizations somebody belongs to, by name, with the role held in each. */
export function listOrganizations(userId: string) {
  return db
    .select({
      id: organization.id,
      name: organization.name,
      slug: organization.slug,
      logo: organization.logo,
      role: member.role,
    })
    .from(member)
    .innerJoin(organization, eq(organization.id, member.organizationId))
    .where(eq(member.userId, userId))
    .orderBy(asc(organization.name))
}

/** The invitations that wait for somebody's answer; `email` must be proven to be theirs. */
export function listOpenInvitations(email: string) {
  return db
    .select({
      id: invitation.id,
      organization: organization.name,
      slug: organization.slug,
      logo: organization.logo,
      inviter: user.name,
      role: invitation.role,
      expiresAt: invitation.expiresAt,
    })
    .from(invitation)
    .innerJoin(organization, eq(organization.id, invitation.organizationId))
    .innerJoin(user, eq(user.id, invitation.inviterId))
    .where(
      and(
        eq(invitation.email, email.toLowerCase()),
        eq(invitation.status, 'pending'),
        gt(invitation.expiresAt, new Date()),
      ),
    )
    .orderBy(asc(organization.name))
}

/** What the letter's reader may know of an invitation before signing in; null where there is none. */
export async function findInvitation(id: string) {
  const [found] = await db
    .select({
      id: invitation.id,
      email: invitation.email,
      role: invitation.role,
      status: invitation.status,
      expiresAt: invitation.expiresAt,
      organization: organization.name,
      slug: organization.slug,
      inviter: user.name,
      inviterStays: sql<boolean>`exists (select from ${member}
        where ${member.organizationId} = ${organization.id} and ${member.userId} = ${user.id})`,
      teams: sql<{ id: string; name: string }[]>`(
        select coalesce(json_agg(json_build_object('id', ${team.id}, 'name', ${team.name}) order by ${team.name}), '[]')
        from ${team} where ${team.id} = any (string_to_array(${invitation.teamId}, ',')))`,
    })
    .from(invitation)
    .innerJoin(organization, eq(organization.id, invitation.organizationId))
    .innerJoin(user, eq(user.id, invitation.inviterId))
    .where(eq(invitation.id, id))
  return found ?? null
}

/** The address an organization has now that had this one before; null for everybody who is no member of it. */
export async function findNewSlug(userId: string, slug: string): Promise<string | null> {
  const [found] = await db
    .select({ slug: organization.slug })
    .from(formerSlug)
    .innerJoin(organization, eq(organization.id, formerSlug.organizationId))
    .innerJoin(member, eq(member.organizationId, organization.id))
    .where(and(eq(formerSlug.slug, slug), eq(member.userId, userId)))
  return found?.slug ?? null
}
