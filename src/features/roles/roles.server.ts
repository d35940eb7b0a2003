import { asc, eq, ilike, or, sql } from 'drizzle-orm'
import { type Grant, roleNames, roles } from '~/auth/permissions'
import type { Scope } from '~/auth/session.server'
import { member, organizationRole, user } from '~/db/schema'
import { Refusal } from '~/refusal'
import { peopleShown, type Role } from './roles'

const heldRoles = sql`regexp_split_to_array(trim(${member.role}), '\\s*,\\s*')`

/** The built-in roles, then the organization's own by name. One statement. */
export async function list({ tx, can }: Scope): Promise<Role[]> {
  const { rows } = await tx.execute<{
    own: { id: string; name: string; grant: Grant }[] | null
    holders: Record<string, number> | null
  }>(sql`select
    (select json_agg(json_build_object('id', ${organizationRole.id}, 'name', ${organizationRole.role},
      'grant', ${organizationRole.permission}::json) order by ${organizationRole.role}) from ${organizationRole}) as own,
    (select json_object_agg(name, n) from (select name, count(distinct ${member.id}) as n
      from ${member}, unnest(${heldRoles}) as name group by name) held) as holders`)
  const { own, holders } = rows[0] ?? { own: null, holders: null }
  const count = (name: string) => (can({ member: ['read'] }) ? (holders?.[name] ?? 0) : null)
  return [
    ...roleNames.map((name) => ({
      id: name,
      name,
      builtIn: true,
      grant: roles[name].statements,
      holders: count(name),
    })),
    ...(own ?? []).map((role) => ({ ...role, builtIn: false, holders: count(role.name) })),
  ]
}

/**
 * A member with the roles they hold, and what those of the organization's own allow: all that explains what they may
 * do. One statement. Refuses not_found.
 */
export async function explain({ tx }: Scope, { member: id }: { member: string }) {
  const [found] = await tx
    .select({
      id: member.id,
      role: member.role,
      name: user.name,
      email: user.email,
      image: user.image,
      custom: sql<Record<string, Grant> | null>`(
        select json_object_agg(${organizationRole.role}, ${organizationRole.permission}::json) from ${organizationRole}
        where ${organizationRole.role} = any(${heldRoles}))`,
    })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(eq(member.id, id))
  if (!found) throw new Refusal('not_found', 'There is no such member. They may have left.')
  return { ...found, custom: found.custom ?? {} }
}

/** The first members by name whose name or address has these letters in it. One statement. */
export function search({ tx }: Scope, { q }: { q: string }) {
  const letters = `%${q.trim().replace(/[\\%_]/g, '\\$&')}%`
  return tx
    .select({
      id: member.id,
      role: member.role,
      name: user.name,
      email: user.email,
      image: user.image,
    })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(or(ilike(user.name, letters), ilike(user.email, letters)))
    .orderBy(asc(user.name), asc(member.id))
    .limit(peopleShown)
}
