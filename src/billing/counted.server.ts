import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { Limits } from '~/define-app'

/** The nouns that a plan limits. */
export type Counted = keyof Limits

/** What takes a place in the plan, by noun: the rows of the table called `alias`. */
const rows: Record<Counted, (alias: SQL) => SQL> = {
  members: (alias) => sql`member ${alias} where true`,
  teams: (alias) => sql`team ${alias} where true`,
  projects: (alias) => sql`project ${alias} where ${alias}.archived_at is null`,
}

/** How many take a place, of those that the asker sees: a tenant who oversees sees all of its organization's. */
export function countOf(key: Counted): SQL<number> {
  return sql`(select count(*)::int from ${rows[key](sql`counted`)})`
}

/** How many older ones take a place before this row, counted no further than `most`. */
export function olderThan(
  key: Counted,
  row: { organizationId: SQLWrapper; createdAt: SQLWrapper; id: SQLWrapper },
  most: number,
): SQL<number> {
  return sql`(select count(*)::int from (
    select from ${rows[key](sql`older`)} and older.organization_id = ${row.organizationId}
      and (older.created_at, older.id) < (${row.createdAt}, ${row.id}) limit ${most}) older)`
}

/** Whether this row takes no place because so many older ones have them all. */
export function isBeyond(
  key: Counted,
  row: { organizationId: SQLWrapper; createdAt: SQLWrapper; id: SQLWrapper },
  limit: number | null,
): SQL<boolean> {
  return limit === null ? sql`false` : sql`(${olderThan(key, row, limit)} >= ${limit})`
}

/** The row of this id, if it takes a place. */
export function placed(key: Counted, id: string): SQL {
  return sql`${rows[key](sql`placed`)} and placed.id = ${id}`
}
