import type { OperatorScope } from '~/auth/operator/operator-scope.server'
import { type Period, stretchesOf } from './overview'
import { active, organizations, people } from './overview-growth.server'
import { health } from './overview-health.server'
import { revenue } from './overview-revenue.server'

export type Overview = Awaited<ReturnType<typeof get>>

/** How the product does: who came, what comes in, and whether letters and jobs go out. A statement or two each. */
export async function get({ tx }: OperatorScope, period: Period) {
  const now = new Date()
  const stretches = stretchesOf(period, now)
  return {
    at: now.toISOString(),
    people: await people(tx, stretches),
    organizations: await organizations(tx, stretches),
    active: await active(tx, stretches),
    revenue: await revenue(tx, period),
    health: await health(tx),
  }
}
