import { and, asc, eq, notExists, or, sql } from 'drizzle-orm'
import { type AnyPgColumn, alias } from 'drizzle-orm/pg-core'
import { append, type Who } from '~/audit/append.server'
import { rolesIn } from '~/auth/permissions'
import { page } from '~/auth/sign-in/own-pages.server'
import { asUnit, unitDatabase } from '~/auth/unit.server'
import type { Transaction } from '~/db/client'
import { member, organization, user } from '~/db/schema'
import { asTenant } from '~/db/tenant'
import { send } from '~/email/send.server'
import { Refusal } from '~/refusal'
import { inside } from './organization-rules.server'

type Scope = Who & { organization: { id: string }; user: { id: string; name: string } }

/** Who runs the product; `tx` is the application's. */
type Operator = Who & { user: { id: string; name: string }; tx: Transaction }

/** Among the roles of a member, as better-auth stores them: what the trigger `organization_keeps_an_owner` reads. */
const owns = (role: AnyPgColumn) => sql`${role} ~ '(^|,)\\s*owner\\s*(,|$)'`

/**
 * Makes a member the owner and me an admin, in one act: nobody sees the organization with no owner, or half done.
 * The organization's row is held meanwhile, as for every change of its members. The new owner gets a letter.
 * @throws Refusal forbidden when I am no owner, not_found for whoever is no member, conflict for myself
 */
export function transfer(me: Scope, to: string): Promise<{ name: string }> {
  const { organization: here } = me
  return asUnit(async (tx) => {
    await tx.execute(sql`select 1 from organization where id = ${here.id} for no key update`)
    const memberOf = (whom: ReturnType<typeof eq>) =>
      tx
        .select({ id: member.id, role: member.role, name: user.name, email: user.email })
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
    const told = {
      organization: here.id,
      owner: theirs.name,
      by: me.user.name,
      role: 'owner' as const,
    }
    await tellOwners(tx, told, { given: [theirs], taken: [] })
    return { name: theirs.name }
  })
}

/**
 * Makes a member the owner although no owner says so: for an organization whose owners cannot act any more. Whom it
 * concerns gets a letter.
 * @param wanted.others what becomes of the owners there were
 * @throws Refusal not_found, conflict for who owns it alone already or may not sign in
 */
export async function assign(
  scope: Operator,
  wanted: {
    organizationId: string
    memberId: string
    others: 'admins' | 'owners'
    reason: string
  },
): Promise<void> {
  const { tx } = scope
  const here = { id: wanted.organizationId }
  const { rowCount } = await tx.execute(
    sql`select 1 from organization where id = ${here.id} for no key update`,
  )
  if (rowCount === 0) throw new Refusal('not_found', 'This organization is not there any more.')
  const concerned = await tx
    .select({
      id: member.id,
      role: member.role,
      name: user.name,
      email: user.email,
      banned: user.banned,
    })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(
      and(
        eq(member.organizationId, here.id),
        or(owns(member.role), eq(member.id, wanted.memberId)),
      ),
    )
  const heir = concerned.find(({ id }) => id === wanted.memberId)
  const others = concerned.filter(({ id }) => id !== wanted.memberId)
  const former = wanted.others === 'admins' ? others : []
  if (!heir) {
    throw new Refusal('not_found', 'This person is not a member any more. Choose somebody else.')
  }
  const owner = rolesIn(heir.role).includes('owner')
  if (owner && former.length === 0) {
    throw new Refusal('conflict', `${heir.name} is an owner already. Choose somebody else.`)
  }
  if (heir.banned) {
    throw new Refusal(
      'conflict',
      `${heir.name} is banned, and could not act. Choose somebody else.`,
    )
  }
  if (!owner) await tx.update(member).set({ role: 'owner' }).where(eq(member.id, heir.id))
  for (const { id, role } of former) {
    await tx
      .update(member)
      .set({ role: withoutOwner(role) })
      .where(eq(member.id, id))
  }
  const details = { memberId: heir.id, name: heir.name, reason: wanted.reason }
  await asTenant(tx, { organization: here }, (tenant) =>
    append({ ...scope, organization: here, tx: tenant }, 'ownership.assigned', details),
  )
  const told = {
    organization: here.id,
    owner: heir.name,
    by: scope.user.name,
    role: 'operator' as const,
    reason: wanted.reason,
  }
  await tellOwners(tx, told, { given: owner ? [] : [heir], taken: former })
}

type Told = {
  organization: string
  owner: string
  by: string
  role: 'owner' | 'operator'
  reason?: string
}
type Reader = { name: string; email: string }

/** A letter to whoever owns an organization now, and to those who do no longer and did not decide it. */
async function tellOwners(
  tx: Transaction,
  { organization: id, ...told }: Told,
  readers: { given: Reader[]; taken: Reader[] },
): Promise<void> {
  const [here] = await tx
    .select({ name: organization.name, slug: organization.slug })
    .from(organization)
    .where(eq(organization.id, id))
  if (!here) return
  const at = new Date().toISOString()
  const url = page(`/app/${here.slug}/members`)
  for (const what of ['given', 'taken'] as const) {
    for (const { name, email } of readers[what]) {
      const props = { ...told, name, organization: here.name, what, at, url }
      await send({ letter: 'ownership', to: email, props }, { tx })
    }
  }
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
