import { sql } from 'drizzle-orm'
import type { Transaction } from '~/db/client'
import { overseeing } from '~/db/tenant'
import { Refusal } from '~/refusal'
import { type Counted, isBeyond, placed } from './counted.server'
import { limitIn, type Standing } from './standing'
import { findStanding } from './standing.server'

// After a move to a smaller plan the oldest stay as they are, as many as it has room for; the others are read, taken
// away or put into the archive, and not changed. Nothing is deleted.

/** `tx` speaks as the tenant. */
type Scope = { organization: { id: string }; tx: Transaction }
type Kept = Exclude<Counted, 'members'>

/**
 * Stands before a change of a team or a project that is there already.
 * @throws Refusal limit_reached when the plan has no place for it; nothing where there is no such row
 */
export async function keepsPlace(scope: Scope, key: Kept, id: string): Promise<void> {
  const standing = await findStanding(scope)
  if (await lacksPlace({ tx: scope.tx, standing }, key, id)) {
    throw new Refusal('limit_reached', sentences[key](limitIn(standing, key) ?? 0))
  }
}

/** Whether a team or a project has no place in the plan. One statement, and none where the plan has no limit. */
export async function lacksPlace(
  { tx, standing }: Pick<Scope, 'tx'> & { standing: Standing },
  key: Kept,
  id: string,
): Promise<boolean> {
  const limit = limitIn(standing, key)
  if (limit === null) return false
  const row = {
    organizationId: sql`placed.organization_id`,
    createdAt: sql`placed.created_at`,
    id: sql`placed.id`,
  }
  const beyond = sql<boolean | null>`(select ${isBeyond(key, row, limit)} from ${placed(key, id)})`
  return (await overseeing(tx, beyond)) ?? false
}

const sentences: Record<Kept, (limit: number) => string> = {
  teams: (limit) =>
    `Your plan has room for ${limit} teams, and this one came later. A larger plan opens it again.`,
  projects: (limit) =>
    `Your plan has room for ${limit} projects, and this one came later. Archive an older one, or choose a larger plan.`,
}
