import { type SQL, sql } from 'drizzle-orm'
import { pgPolicy, pgRole } from 'drizzle-orm/pg-core'

/** Works inside one organization; nobody logs in as it. */
export const tenant = pgRole('tenant').existing()
/** The application's login: better-auth, jobs. It has no rights on our own nouns. */
export const application = pgRole('app').existing()
/** Owns the tables and migrates them. */
export const owner = pgRole('owner').existing()

/** The organization that `withTenant` set; null outside of it, and null equals nothing. */
export const currentOrganization: SQL = sql`nullif(current_setting('app.organization_id', true), '')`

const everything = { using: sql`true`, withCheck: sql`true` }

/** Row-level security would otherwise hide every row from data migrations, without an error. */
export const ownerPolicy = () => pgPolicy('owner', { to: owner, ...everything })

/** For better-auth's tables: the application sees all of them. */
export const applicationPolicy = () => pgPolicy('app', { to: application, ...everything })

/**
 * The policies of a noun of our own, for the table's third argument: the tenant sees and writes the rows of
 * its own organization and no others. The table needs a column `organization_id`.
 */
export const tenantPolicy = () => {
  const own = sql`organization_id = ${currentOrganization}`
  return [pgPolicy('tenant', { to: tenant, using: own, withCheck: own }), ownerPolicy()]
}
