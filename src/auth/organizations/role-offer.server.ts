import { and, eq } from 'drizzle-orm'
import type { Membership } from '~/auth/membership.server'
import { beyond, grantsOf } from '~/auth/permissions'
import { unitDatabase } from '~/auth/unit.server'
import type { Database } from '~/db/client'
import { organizationRole } from '~/db/schema'

/**
 * Whether somebody may give this one role to others: it exists, and allows nothing that theirs do not.
 * @param database within a scope, its `tx`
 */
export async function mayHandOut(
  { organization, granted }: Pick<Membership, 'organization' | 'granted'>,
  role: string,
  database: Pick<Database, 'select'> = unitDatabase,
): Promise<boolean> {
  const [own] = await database
    .select({ permission: organizationRole.permission })
    .from(organizationRole)
    .where(
      and(eq(organizationRole.organizationId, organization.id), eq(organizationRole.role, role)),
    )
  const wanted = grantsOf(role, own ? { [role]: JSON.parse(own.permission) } : {})
  return wanted.length === 1 && beyond(granted, wanted).length === 0
}
