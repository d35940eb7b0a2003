import { sql } from 'drizzle-orm'
import type { Transaction } from '~/db/client'
import { overseeing } from '~/db/tenant'
import { type Counted, countOf } from './counted.server'
import { limitIn } from './standing'
import { type Bill, billOf, standingIn } from './standing.server'

export type Usage = Record<Counted, { used: number; limit: number | null }>

/** How much of the plan is used, what the reader does not see included. One statement as the tenant. */
export async function usage({
  tx,
  organization,
}: {
  organization: { id: string }
  tx: Transaction
}): Promise<Usage> {
  const found = await overseeing(
    tx,
    sql<
      Record<Counted, number> & { bill: Bill | null }
    >`json_build_object('members', ${countOf('members')},
      'teams', ${countOf('teams')}, 'projects', ${countOf('projects')}, 'bill', ${billOf(sql`${organization.id}`)})`,
  )
  const standing = standingIn(found.bill)
  const of = (key: Counted) => ({ used: found[key], limit: limitIn(standing, key) })
  return { members: of('members'), teams: of('teams'), projects: of('projects') }
}
