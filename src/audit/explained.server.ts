import { sql } from 'drizzle-orm'
import type { Transaction } from '~/db/client'
import { type Chain, isOf } from './chain.server'
import type { Found } from './findings'

/**
 * Which lines explain that rows of a table changed, by how their actions begin. They are lines of the same organization
 * and of the same transaction.
 */
const explains: Record<string, string[]> = {
  member: ['member.', 'ownership.', 'role.', 'organization.created'],
  // A default team comes with its organization; a team counts who is in it.
  team: ['team.', 'member.', 'organization.created'],
  team_member: ['team.', 'member.', 'organization.created'],
  invitation: ['invitation.', 'invitations.', 'member.', 'team.', 'role.'],
  organization_role: ['role.', 'organization.created'],
}

/** With an account its invitations go, also those to organizations that it had left: a line of none says so. */
const ofNone = ['account.deleted', 'user.removed']

const most = 100

/**
 * Changes that the row triggers recorded and no line explains, the oldest hundred. Left out is what was written before
 * lines knew their transaction, what is older than the lines that are kept, and what an organization's end explains.
 */
export async function unexplained(tx: Transaction, only: Chain | undefined): Promise<Found[]> {
  const patterns = Object.entries(explains).flatMap(([noun, actions]) =>
    actions.map((action) => ({ noun, action })),
  )
  const { rows } = await tx.execute<{
    organizationId: string
    noun: string
    change: string
    at: string
    count: number
  }>(sql`
    with explains as (
      select * from jsonb_to_recordset(${JSON.stringify(patterns)}::jsonb) as e(noun text, action text)),
    -- All rows of one transaction are of one moment; only the migration gave many one number.
    earlier as (
      select transaction_id from audit_change group by transaction_id having min(at) <> max(at)),
    trimmed as (
      select organization_id, max(least((details ->> 'before')::timestamptz, at - interval '7 days')) as until
      from audit where action = 'audit.trimmed' group by organization_id)
    select c.organization_id as "organizationId", c.noun, c.change, count(*)::int as count,
      to_char(min(c.at) at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') as at
    from audit_change c
    where ${isOf(only, sql`c.organization_id`)}
      and c.transaction_id not in (select transaction_id from earlier)
      and not exists (select from audit a join explains e on starts_with(a.action, e.action) and e.noun = c.noun
        where a.organization_id = c.organization_id and a.transaction_id = c.transaction_id)
      and not exists (select from audit a
        where c.noun = 'invitation' and a.organization_id is null and a.transaction_id = c.transaction_id
          and a.action in (${sql.join(
            ofNone.map((action) => sql`${action}`),
            sql`, `,
          )}))
      and not exists (select from audit a
        where a.organization_id is null and a.action = 'organization.deleted'
          and a.details ->> 'organizationId' = c.organization_id)
      and not exists (select from trimmed t
        where t.organization_id = c.organization_id and c.at < t.until)
      and not exists (select from trimmed t where t.organization_id is null and c.at < t.until
        and not exists (select from audit_head h where h.organization_id = c.organization_id))
    group by c.organization_id, c.transaction_id, c.noun, c.change
    order by min(c.id) limit ${most}`)
  return rows.map(({ organizationId, noun, change, at, count }) => ({
    organizationId,
    fault: 'unexplained',
    line: null,
    words: `no line explains the ${change} of ${count === 1 ? 'a row' : `${count} rows`} of ${noun.replace('_', ' ')} at ${at} UTC`,
  }))
}
