import { type SQL, sql } from 'drizzle-orm'
import { pgPolicy, pgRole } from 'drizzle-orm/pg-core'

/** Works inside one organization; nobody logs in as it. */
export const tenant = pgRole('tenant').existing()
/** The application's login: better-auth, jobs. It has no rights on our own nouns. */
export const application = pgRole('app').existing()
/** Reads the audit log of every organization, and nothing else; nobody logs in as it. */
export const auditor = pgRole('auditor').existing()
/** Owns the tables and migrates them. */
export const owner = pgRole('owner').existing()

/** The organization that `withTenant` set; null outside of it, and null equals nothing. */
export const currentOrganization: SQL = sql`nullif(current_setting('app.organization_id', true), '')`

/** The person `withTenant` works for; null where it is the application's own work. */
export const currentUser: SQL = sql`nullif(current_setting('app.user_id', true), '')`

const own = sql`organization_id = ${currentOrganization}`
const everything = { using: sql`true`, withCheck: sql`true` }

/** Row-level security would otherwise hide every row from data migrations, without an error. */
export const ownerPolicy = () => pgPolicy('owner', { to: owner, ...everything })

/** For better-auth's tables and the auth room's own: the application sees all of them. */
export const applicationPolicy = () => pgPolicy('app', { to: application, ...everything })

/**
 * The policies of a noun of our own, for the table's third argument: the tenant sees and writes the rows of
 * its own organization and no others. The table needs a column `organization_id`.
 * @param narrower what a row must be besides, to be seen or written: its team, say
 */
export const tenantPolicy = (narrower?: SQL) => {
  const rows = narrower ? sql`${own} and (${narrower})` : own
  return [pgPolicy('tenant', { to: tenant, using: rows, withCheck: rows }), ownerPolicy()]
}

/**
 * For a log: the tenant reads and adds the rows of its own organization, the application adds those of none, and
 * nobody changes one.
 */
export const appendOnlyPolicy = () => [
  pgPolicy('tenant_select', { to: tenant, for: 'select', using: own }),
  pgPolicy('tenant_insert', { to: tenant, for: 'insert', withCheck: own }),
  pgPolicy('app_insert', {
    to: application,
    for: 'insert',
    withCheck: sql`organization_id is null`,
  }),
  ownerPolicy(),
]

/** For what bears witness: the auditor reads it, of every organization. */
export const auditorPolicy = () =>
  pgPolicy('auditor', { to: auditor, for: 'select', using: sql`true` })

/** For what the tenant may only read. */
export const readOnlyPolicy = () => pgPolicy('tenant', { to: tenant, for: 'select', using: own })

/**
 * Who sees what belongs to a team: its members, and whoever oversees. What belongs to no team is everybody's.
 * The one place of this rule; `scope.oversees` says who oversees.
 * @param teamId the row's column, as it is called in the database
 */
export const seenByTeam = (teamId: SQL): SQL => sql`${teamId} is null
  or current_setting('app.oversees', true) = 'on'
  or exists (select 1 from team_member where team_member.team_id = ${teamId} and team_member.user_id = ${currentUser})`
