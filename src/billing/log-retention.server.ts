import { asc, gt, sql } from 'drizzle-orm'
import { z } from 'zod'
import { append } from '~/audit/append.server'
import { db } from '~/db/client'
import { organization } from '~/db/schema'
import { asTenant } from '~/db/tenant'
import type { Job } from '~/jobs/job.server'
import { enqueue } from '~/jobs/jobs.server'
import { slotId } from '~/jobs/schedule.server'
import { planIn } from './standing'
import { billOf, standingIn } from './standing.server'

/** Organizations in one job. */
const page = 500

/** What belongs to no organization: a year, and a month to look back on it. No plan says so. */
const daysOfNone = 400

const shape = z.object({
  /** The organization after which the page begins. */
  after: z.string().optional(),
})

/**
 * Trims each organization's audit log to the days of its plan in force, and the one of none, a page for each job. What
 * is left of a chain verifies, and a line says what went. Never the last week, which the database refuses.
 */
export const trimLogsJob: Job<z.infer<typeof shape>> = {
  name: 'audit-trim',
  shape,
  retryLimit: 3,
  async work({ after = '' }, { id }) {
    const organizations = await db
      .select({ id: organization.id, bill: billOf(organization.id) })
      .from(organization)
      .where(gt(organization.id, after))
      .orderBy(asc(organization.id))
      .limit(page)
    for (const each of organizations) {
      const { auditDays } = planIn(standingIn(each.bill))
      if (auditDays !== null) await trim({ id: each.id }, auditDays)
    }
    const last = organizations.at(-1)
    if (organizations.length === page && last) {
      await enqueue(trimLogsJob, { after: last.id }, { id: slotId(`${id} after ${last.id}`) })
      return
    }
    await trim(null, daysOfNone)
  },
}

async function trim(of: { id: string } | null, days: number): Promise<void> {
  await db.transaction(async (tx) => {
    const { rows } = await tx.execute<{ count: number; before: string }>(sql`
      select trim_audit(${of?.id ?? null}, at)::int as count,
        to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as before
      from (select now() - make_interval(days => ${Math.max(days, 7)}) as at) as moment`)
    const [trimmed] = rows
    if (!trimmed || trimmed.count === 0) return
    const who = { user: null, organization: of }
    if (of) {
      await asTenant(tx, { organization: of }, (tenant) =>
        append({ ...who, tx: tenant }, 'audit.trimmed', trimmed),
      )
    } else await append({ ...who, tx }, 'audit.trimmed', trimmed)
  })
}
