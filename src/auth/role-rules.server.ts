import { and, eq, inArray } from 'drizzle-orm'
import { organizationRole } from '~/db/schema'
import { Refusal } from '~/refusal'
import type { Membership } from './membership.server'
import { beyond, type Grant, grantsOf, roleNames } from './permissions'
import { unitDatabase } from './unit.server'
import { roleNameShape } from './words'

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
 * better-auth takes any name, one with a comma included, which would be two roles.
 * @throws Refusal invalid
 */
export function checkRoleName(name: unknown): void {
  const result = roleNameShape.safeParse(name)
  if (result.success) return
  const sentence = result.error.issues[0]?.message ?? 'Choose another name.'
  throw new Refusal('invalid', sentence, { name: sentence })
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
