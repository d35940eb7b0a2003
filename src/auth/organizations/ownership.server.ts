import { and, asc, eq, notExists, sql } from 'drizzle-orm'
import { type AnyPgColumn, alias } from 'drizzle-orm/pg-core'
import { append } from '~/audit/append.server'
import { rolesIn } from '~/auth/permissions'
import { asUnit, unitDatabase } from '~/auth/unit.server'
import { member, organization, user } from '~/db/schema'
import { Refusal } from '~/refusal'
import { inside } from './organization-rules.server'

type Scope = { organization: { id: string }; user: { id: string; name: string } }

/** Among the roles of a member, as better-auth stores them: what the trigger `organization_keeps_an_owner` reads. */
const owns = (role: AnyPgColumn) => sql`${role} ~ '(^|,)\\s*owner\\s*(,|$)'`

/**
 * Makes a member the owner and me an admin, in one act: nobody sees the organization with no owner, or half done.
 * The organization's row is held meanwhile, as for every change of its members.
 * @throws Refusal forbidden when I am no owner, not_found for whoever is no member, conflict for myself
 */
export function transfer(me: Scope, to: string): Promise<{ name: string }> {
  const { organization: here } = me
  return asUnit(async (tx) => {
    await tx.execute(sql`select 1 from organization where id = ${here.id} for no key update`)
    const memberOf = (whom: ReturnType<typeof eq>) =>
      tx
        .select({ id: member.id, role: member.role, name: user.name })
        .from(member)
        .innerJoin(user, eq(user.id, member.userId))
        .where(and(eq(member.organizationId, here.id), whom))
    const [[mine], [theirs]] = [
      await memberOf(eq(member.userId, me.user.id)),
      await memberOf(eq(member.id, to)),
    ]
    if (!mine || !rolesIn(mine.role).includes('owner')) {
      throw new Refusal('forbidden', 'Only an owner can hand the organization over.')
    }
    if (!theirs) {
      throw new Refusal('not_found', 'This person is not a member any more. Choose somebody else.')
    }
    if (theirs.id === mine.id) {
      throw new Refusal('conflict', 'You are the owner already. Choose somebody else.')
    }
    await tx.update(member).set({ role: 'owner' }).where(eq(member.id, theirs.id))
    await tx
      .update(member)
      .set({ role: withoutOwner(mine.role) })
      .where(eq(member.id, mine.id))
    await inside(here, (tenant) =>
      append({ ...me, tx: tenant }, 'ownership.transferred', {
        memberId: theirs.id,
        name: theirs.name,
      }),
    )
    return { name: theirs.name }
  })
}

/** Admin in the owner's place; what else somebody is they stay. */
function withoutOwner(role: string): string {
  const roles = rolesIn(role).map((name) => (name === 'owner' ? 'admin' : name))
  return [...new Set(roles)].join(',')
}

/** The organizations whose only owner somebody is, by name. */
export function onlyOwnerOf(person: { id: string }): Promise<{ id: string; name: string }[]> {
  const other = alias(member, 'other')
  return unitDatabase
    .select({ id: organization.id, name: organization.name })
    .from(member)
    .innerJoin(organization, eq(organization.id, member.organizationId))
    .where(
      and(
        eq(member.userId, person.id),
        owns(member.role),
        notExists(
          unitDatabase
            .select({ id: other.id })
            .from(other)
            .where(
              and(
                eq(other.organizationId, member.organizationId),
                sql`${other.id} <> ${member.id}`,
                owns(other.role),
              ),
            ),
        ),
      ),
    )
    .orderBy(asc(organization.name))
}

const named = 3

/** Names as a sentence has them, the first three of many. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, named)
  const more = names.length - shown.length
  if (more > 0) return `${shown.join(', ')} and ${more} more`
  return [shown.slice(0, -1).join(', '), ...shown.slice(-1)].filter(Boolean).join(' and ')
}
