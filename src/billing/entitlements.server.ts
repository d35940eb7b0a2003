import { sql } from 'drizzle-orm'
import type { Transaction } from '~/db/client'
import { overseeing } from '~/db/tenant'
import type { Limits } from '~/define-app'
import { Refusal } from '~/refusal'
import type { Feature } from './catalog'
import { type Counted, countOf } from './counted.server'
import { limitIn, planIn } from './standing'
import { findStanding } from './standing.server'

/** The part of a scope that a plan is asked for. */
type Asked = { organization: { id: string }; tx: Pick<Transaction, 'execute'> }
/** The same where rows are counted; `tx` speaks as the tenant. */
type Scope = { organization: { id: string }; tx: Transaction }

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
export async function withinLimit(scope: Scope, key: Counted): Promise<void> {
  const limit = await limitOf(scope, key)
  if (limit === null) return
  const { tx, organization } = scope
  const lock = `${key} of ${organization.id}`
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`)
  if ((await overseeing(tx, countOf(key))) >= limit)
    throw new Refusal('limit_reached', sentences[key](limit))
}

/** How many the plan in force allows; null is as many as you like. */
export async function limitOf(scope: Asked, key: Counted): Promise<number | null> {
  return limitIn(await findStanding(scope), key)
}

/** Whether the plan in force has a feature, by its id in `app.config.ts`. */
export async function has(scope: Asked, feature: Feature): Promise<boolean> {
  return planIn(await findStanding(scope)).features.includes(feature)
}
