import { sql } from 'drizzle-orm'
import { subscribed } from '../billing/bought'
import { asOwner } from '../support/database'
import { arrive, found } from '../support/people'

/** Acme with its owner, an admin and a member on the plan that shows the log; Globex on the one that does not. */
export async function world() {
  const [ada, bob, cleo, eve, olive] = await Promise.all([
    arrive('ada'),
    arrive('bob'),
    arrive('cleo'),
    arrive('eve'),
    arrive('olive'),
  ])
  const acme = await found('acme', ada, [
    { person: bob, role: 'admin' },
    { person: cleo, role: 'member' },
  ])
  const globex = await found('globex', eve)
  await subscribed(acme)
  return { ada, bob, cleo, eve, olive, acme, globex }
}

type Written = {
  organization: { id: string } | null
  action?: string
  details?: object
  actor?: { id: string; name: string } | null
  role?: string
  through?: { id: string; name: string }
  /** As the database reads it: "2026-03-01 12:00Z". */
  at?: string
}

/** A line as `append` would have written it at another time. */
export async function written(line: Written): Promise<void> {
  const { organization, actor = null, role = 'owner', through, at } = line
  const { action = 'project.created', details = { projectId: 'p', name: 'Alpha', teamId: null } } =
    line
  await asOwner(sql`insert into audit
      (organization_id, at, actor_id, actor_name, actor_role, impersonator_id, impersonator_name, action, details)
    values (${organization?.id ?? null}, coalesce(${at ?? null}::timestamptz, now()), ${actor?.id ?? null},
      ${actor?.name ?? null}, ${actor ? role : null}, ${through?.id ?? null}, ${through?.name ?? null},
      ${action}, ${JSON.stringify(details)})`)
}

/** So many lines at once, by two hundred people who are gone; outside of the chain, which would take its time. */
export async function crowded(organization: { id: string }, lines: number): Promise<void> {
  await asOwner(sql`alter table audit disable trigger chain_audit_line`)
  await asOwner(sql`insert into audit (organization_id, actor_id, actor_name, actor_role, action, details)
    select ${organization.id}, 'gone-' || n % 20, 'Gone ' || n % 20, 'member', 'project.archived',
      json_build_object('projectId', 'p' || n, 'name', 'Project ' || n) from generate_series(1, ${lines}) n`)
  await asOwner(sql`alter table audit enable trigger chain_audit_line`)
}
