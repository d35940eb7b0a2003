import { eq, sql } from 'drizzle-orm'
import { append, type Who } from '~/audit/append.server'
import { lookUpMembership } from '~/auth/membership.server'
import { asUnit, unitDatabase } from '~/auth/unit.server'
import { member, organization, user } from '~/db/schema'
import { Refusal } from '~/refusal'
import { inside } from './organization-rules.server'
import { demandOn } from './second-step-demand'

type Me = { id: string; name: string; twoFactorEnabled?: boolean | null }
type Scope = Who & { organization: { id: string }; user: Me }

/**
 * Asks every member for a second step, or no longer.
 * @param days from now until it holds; null for no longer
 * @throws Refusal conflict for whoever has none themselves, and would be kept out
 */
export function demand(me: Scope, days: number | null) {
  const { organization: here } = me
  if (days !== null && !me.user.twoFactorEnabled) {
    throw new Refusal('conflict', 'Switch two-step sign-in on for yourself first, under Security.')
  }
  return asUnit(async (tx) => {
    await tx.execute(sql`select 1 from organization where id = ${here.id} for no key update`)
    const from = days === null ? null : new Date(Date.now() + days * 86_400_000)
    await tx.update(organization).set({ twoFactorFrom: from }).where(eq(organization.id, here.id))
    await inside(here, (tenant) => {
      const scope = { ...me, tx: tenant }
      return from
        ? append(scope, 'organization.two_step_required', { from: from.toISOString() })
        : append(scope, 'organization.two_step_optional', {})
    })
  })
}

/** How many members there are, and how many have no second step yet. */
export async function countMembers({ organization: here }: Pick<Scope, 'organization'>) {
  const [counted] = await unitDatabase
    .select({
      members: sql<number>`count(*)::int`,
      without: sql<number>`(count(*) filter (where ${user.twoFactorEnabled} is not true))::int`,
    })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(eq(member.organizationId, here.id))
  return counted ?? { members: 0, without: 0 }
}

/** The organization at this address that keeps somebody out until they have a second step; null for everybody else. */
export async function findDemand(me: Me, slug: string): Promise<{ name: string } | null> {
  const membership = await lookUpMembership(unitDatabase, me.id, { slug })
  const from = membership && demandOn(membership.organization, me)
  return membership && from && from <= new Date() ? { name: membership.organization.name } : null
}
