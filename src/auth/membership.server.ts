import { and, eq, sql } from 'drizzle-orm'
import type { Database } from '~/db/client'
import { member, organization, organizationRole } from '~/db/schema'
import { type Grant, type Granted, grantsOf, may, type Permission } from './permissions'

export type Membership = NonNullable<Awaited<ReturnType<typeof lookUpMembership>>>

/** The organization by its address or its id. */
type Which = { slug: string } | { id: string }

/**
 * Somebody's membership in an organization with all that their roles grant, its own roles included; null where there
 * is none. One statement.
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
      member: { id: member.id, role: member.role },
      custom: sql<Record<string, string> | null>`(
        select json_object_agg(${organizationRole.role}, ${organizationRole.permission}) from ${organizationRole}
        where ${organizationRole.organizationId} = ${organization.id})`,
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
  const granted: Granted = grantsOf(row.member.role, customRoles(row.custom))
  const can = (permission: Permission) => may(granted, permission)
  return {
    organization: row.organization,
    member: row.member,
    granted,
    can,
    oversees: can({ project: ['oversee'] }),
  }
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
