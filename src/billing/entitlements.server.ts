import app from 'app.config'
import { count, isNull, sql } from 'drizzle-orm'
import type { Transaction } from '~/db/client'
import { member, project, team } from '~/db/schema'
import { overseeing } from '~/db/tenant'
import type { Limits, Plan } from '~/define-app'
import { Refusal } from '~/refusal'

/** The part of a scope that a plan is asked for; `tx` speaks as the tenant. */
type Scope = { organization: { id: string }; tx: Transaction }

const counts: Record<keyof Limits, (tx: Transaction) => Promise<number>> = {
  members: async (tx) => one(await tx.select({ n: count() }).from(member)),
  teams: async (tx) => one(await tx.select({ n: count() }).from(team)),
  projects: async (tx) =>
    one(await tx.select({ n: count() }).from(project).where(isNull(project.archivedAt))),
}

const sentences: Record<keyof Limits, (limit: number) => string> = {
  members: (limit) => `Your plan has room for ${limit} members, and all places are taken.`,
  teams: (limit) => `Your plan has room for ${limit} teams, and you have that many.`,
  projects: (limit) =>
    `Your plan has room for ${limit} projects, and you have that many. Archive one, or choose a larger plan.`,
}

/**
 * Stands before a write of one more: counts under a lock that holds until the transaction ends, so that of fifty at
 * once no more pass than fit. Everything counts, also what the person does not see.
 * @throws Refusal limit_reached when the plan has no room
 */
export async function withinLimit(scope: Scope, key: keyof Limits): Promise<void> {
  const limit = limitOf(scope, key)
  if (limit === null) return
  const { tx, organization } = scope
  const lock = `${key} of ${organization.id}`
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`)
  const used = await overseeing(tx, () => counts[key](tx))
  if (used >= limit) throw new Refusal('limit_reached', sentences[key](limit))
}

/** How many the plan allows; null is as many as you like. */
export function limitOf(scope: Pick<Scope, 'organization'>, key: keyof Limits): number | null {
  return planOf(scope).limits[key]
}

/** Whether the plan has a feature, by its id in `app.config.ts`. */
export function has(
  scope: Pick<Scope, 'organization'>,
  feature: keyof typeof app.features,
): boolean {
  return planOf(scope).features.includes(feature)
}

/** The organization's plan: the first of `app.config.ts`, as long as nobody can buy another. */
function planOf(_scope: Pick<Scope, 'organization'>): Plan<keyof typeof app.features> {
  return app.plans[0]
}

function one(rows: { n: number }[]): number {
  return rows[0]?.n ?? 0
}
