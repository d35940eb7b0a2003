import { and, eq, gt, lt, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Membership } from '~/auth/membership.server'
import { beyond, type Grant, statements } from '~/auth/permissions'
import { unitDatabase } from '~/auth/unit.server'
import { roleNameShape } from '~/auth/words'
import { has } from '~/billing/entitlements.server'
import { invitation, joinLink, member, organizationRole } from '~/db/schema'
import { Refusal } from '~/refusal'

/** One of the organization's own roles about to be made, changed or removed; whoever may not is better-auth's to refuse. */
type Asked = {
  body: Record<string, unknown>
  me: Membership | null
  organization: { id: string }
}

/**
 * What a new role must be: part of the plan, named so that it is one role, and no more than its maker may do.
 * @throws Refusal limit_reached, invalid, forbidden
 */
export async function checkNewRole({ body, me, organization }: Asked): Promise<void> {
  if (!me?.can({ ac: ['create'] })) return
  if (!(await has({ organization, tx: unitDatabase }, 'custom-roles'))) {
    throw new Refusal('limit_reached', 'Your plan has no roles of your own. Choose a larger one.')
  }
  checkRoleName(body.role)
  checkPermission(me, body.permission)
}

/**
 * The same for a role that is changed, which must not be more than one may do oneself either. A new name is followed
 * by everybody who holds the role and everything that promises it, `afterwards`.
 * @throws Refusal invalid, forbidden
 */
export async function checkChangedRole({
  body,
  me,
  organization,
  afterwards,
}: Asked & { afterwards: (work: () => Promise<void>) => void }): Promise<void> {
  if (!me?.can({ ac: ['update'] })) return
  const role = await findRole(body, organization)
  if (!role) return
  withinMine(me, role)
  const { permission, roleName } = isRecord(body.data) ? body.data : {}
  if (permission !== undefined) checkPermission(me, permission)
  if (roleName === undefined) return
  const name = checkRoleName(roleName)
  afterwards(() => rename(role.name, name, organization))
}

/**
 * A role may go when nobody holds it, no open invitation and no open link promises it, and it is no more than one may
 * do oneself.
 * @throws Refusal forbidden, conflict
 */
export async function checkRemovedRole({ body, me, organization }: Asked): Promise<void> {
  if (!me?.can({ ac: ['delete'] })) return
  const role = await findRole(body, organization)
  if (!role) return
  withinMine(me, role)
  const uses = (await usesOf(role.name, organization)).filter(({ n }) => n > 0)
  if (uses.length === 0) return
  const counted = uses.map(({ n, one, many }) => (n === 1 ? one : `${n} ${many}`)).join(', ')
  throw new Refusal('conflict', `This role is still in use by ${counted}. Change that first.`)
}

/**
 * better-auth takes any name, one with a comma included, which would be two roles.
 * @throws Refusal invalid
 */
function checkRoleName(name: unknown): string {
  const result = roleNameShape.safeParse(name)
  const kept = String(name).toLowerCase()
  // better-auth puts the name into lower case, and leaves the spaces around it.
  if (result.success && result.data === kept) return kept
  const sentence = result.error?.issues[0]?.message ?? 'Leave out the spaces around the name.'
  throw new Refusal('invalid', sentence, { name: sentence })
}

/** better-auth knows the nouns only, and asks its memory what the asker may do, which may be a moment old. */
function checkPermission(me: Membership, permission: unknown): void {
  // What is no list of acts by noun at all is refused by better-auth's own shape.
  if (!isGrant(permission)) return
  for (const [noun, actions] of Object.entries(permission)) {
    const known = knownActions(noun)
    const odd = known ? actions.find((action) => !known.includes(action)) : noun
    if (odd !== undefined) refuse('invalid', 'This names something that nobody can be allowed.')
    if (new Set(actions).size < actions.length) refuse('invalid', 'Name each permission once.')
  }
  if (Object.values(permission).every((actions) => actions.length === 0)) {
    refuse('invalid', 'Choose at least one thing that this role allows.')
  }
  if (beyond(me.granted, [permission]).length > 0) {
    refuse('forbidden', 'This allows more than your own role does. Ask an owner.')
  }
}

function refuse(code: 'invalid' | 'forbidden', sentence: string): never {
  throw new Refusal(code, sentence, { permission: sentence })
}

function withinMine(me: Membership, role: { grant: Grant }): void {
  if (beyond(me.granted, [role.grant]).length === 0) return
  throw new Refusal('forbidden', 'Only somebody who may do as much can change this role.')
}

/** The role that better-auth will take: by its name where one is given, by its id otherwise. */
async function findRole(
  { roleName, roleId }: Record<string, unknown>,
  organization: { id: string },
): Promise<{ name: string; grant: Grant } | undefined> {
  const named = typeof roleName === 'string' && roleName !== ''
  const [row] = await unitDatabase
    .select({ name: organizationRole.role, permission: organizationRole.permission })
    .from(organizationRole)
    .where(
      and(
        eq(organizationRole.organizationId, organization.id),
        named ? eq(organizationRole.role, roleName) : eq(organizationRole.id, String(roleId)),
      ),
    )
  return row && { name: row.name, grant: JSON.parse(row.permission) }
}

/** Exactly: better-auth itself looks at the first hundred members only. */
async function usesOf(name: string, { id }: { id: string }) {
  const now = new Date()
  const open = and(eq(invitation.status, 'pending'), gt(invitation.expiresAt, now))
  const usable = and(gt(joinLink.expiresAt, now), lt(joinLink.uses, joinLink.maxUses))
  const people = and(eq(member.organizationId, id), holds(member.role, name))
  const invited = and(eq(invitation.organizationId, id), holds(invitation.role, name), open)
  const links = and(eq(joinLink.organizationId, id), holds(joinLink.role, name), usable)
  return [
    { n: await unitDatabase.$count(member, people), one: 'one person', many: 'people' },
    {
      n: await unitDatabase.$count(invitation, invited),
      one: 'one open invitation',
      many: 'open invitations',
    },
    { n: await unitDatabase.$count(joinLink, links), one: 'one open link', many: 'open links' },
  ]
}

/** Roles are kept by name: without this a renamed role would leave its holders with nothing. */
async function rename(from: string, to: string, { id }: { id: string }): Promise<void> {
  for (const table of [member, invitation, joinLink]) {
    const renamed = sql`array_to_string(array_replace(${heldIn(table.role)}, ${from}, ${to}), ',')`
    await unitDatabase
      .update(table)
      .set({ role: renamed })
      .where(and(eq(table.organizationId, id), holds(table.role, from)))
  }
}

function holds(column: PgColumn, name: string): SQL {
  return sql`${name} = any(${heldIn(column)})`
}

function heldIn(column: PgColumn): SQL {
  return sql`regexp_split_to_array(trim(${column}), '\\s*,\\s*')`
}

function knownActions(noun: string): readonly string[] | undefined {
  return new Map<string, readonly string[]>(Object.entries(statements)).get(noun)
}

function isGrant(value: unknown): value is Grant {
  return isRecord(value) && Object.values(value).every(isWords)
}

function isWords(value: unknown): boolean {
  return Array.isArray(value) && value.every((word) => typeof word === 'string')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
