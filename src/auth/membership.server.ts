import { and, eq, sql } from 'drizzle-orm'
import { olderThan } from '~/billing/counted.server'
import { largestLimit, limitIn } from '~/billing/standing'
import { billOf, standingIn } from '~/billing/standing.server'
import type { Database } from '~/db/client'
import { member, organization, organizationRole } from '~/db/schema'
import { Refusal } from '~/refusal'
import {
  type Grant,
  type Granted,
  grantsOf,
  may,
  type Permission,
  readingOf,
  rolesIn,
} from './permissions'

export type Membership = NonNullable<Awaited<ReturnType<typeof lookUpMembership>>>

/** The organization by its address or its id. */
type Which = { slug: string } | { id: string }

/**
 * Somebody's membership in an organization with its plan and all that their roles grant, its own roles included; null
 * where there is none. Whoever joined after the plan's places were taken reads only, an owner never; of a suspended
 * organization everybody reads only. One statement.
 */
export async function lookUpMembership(db: Pick<Database, 'select'>, userId: string, which: Which) {
  const [row] = await db
    .select({
      organization: {
        id: organization.id,
        name: organization.name,
        slug: organization.slug,
        logo: organization.logo,
        twoFactorFrom: organization.twoFactorFrom,
      },
      suspendedAt: organization.suspendedAt,
      suspendedWhy: organization.suspendedWhy,
      member: { id: member.id, role: member.role },
      custom: sql<Record<string, string> | null>`(
        select json_object_agg(${organizationRole.role}, ${organizationRole.permission}) from ${organizationRole}
        where ${organizationRole.organizationId} = ${organization.id})`,
      bill: billOf(organization.id),
      older: olderThan('members', member, largestLimit('members')),
    })
    .from(member)
    .innerJoin(organization, eq(organization.id, member.organizationId))
    .where(
      and(
        'slug' in which ? eq(organization.slug, which.slug) : eq(organization.id, which.id),
        eq(member.userId, userId),
      ),
    )
  if (!row) return null
  const standing = standingIn(row.bill)
  const limit = limitIn(standing, 'members')
  const owns = rolesIn(row.member.role).includes('owner')
  const suspended = row.suspendedAt ? (row.suspendedWhy ?? '') : null
  const readOnly = suspended !== null || (!owns && limit !== null && row.older >= limit)
  const held = grantsOf(row.member.role, customRoles(row.custom))
  const granted: Granted = readOnly ? readingOf(held) : held
  const can = (permission: Permission) => may(granted, permission)
  return {
    organization: row.organization,
    /** What the organization has bought, and what is in force. */
    standing,
    member: row.member,
    /** What the roles grant, as far as the plan has a place for this member. */
    granted,
    can,
    /** Whether the roles would allow it, whatever the plan says. */
    holds: (permission: Permission) => may(held, permission),
    readOnly,
    /** Why everybody reads only, in the operator's words; null where the organization is not suspended. */
    suspended,
    oversees: can({ project: ['oversee'] }),
  }
}

/** What somebody is told who reads only. */
export function onlyReads({
  standing,
  suspended,
}: Pick<Membership, 'standing' | 'suspended'>): Refusal {
  if (suspended !== null) {
    return new Refusal(
      'forbidden',
      `This organization is suspended: everything can be read, and nothing changed. ${suspended}`.trim(),
    )
  }
  const limit = limitIn(standing, 'members')
  return new Refusal(
    'limit_reached',
    `The plan has room for ${limit} members, and you joined later: you can read everything, and change nothing. An owner can choose a larger plan.`,
  )
}

/** better-auth keeps what a role grants as JSON in a text. */
function customRoles(stored: Record<string, string> | null): Record<string, Grant> {
  return Object.fromEntries(
    Object.entries(stored ?? {}).map(([role, permission]): [string, Grant] => [
      role,
      JSON.parse(permission),
    ]),
  )
}
