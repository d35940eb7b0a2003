import { type SQL, sql } from 'drizzle-orm'
import type { Filled, Row } from './rows'

// What somebody inside one organization may try with a row of another.

export const name = ({ table }: Filled) => sql.identifier(table)

/** The row of this organization, by its key. */
export function isRow({ key, rows }: Filled, organization: string): SQL {
  const row = rows[organization] ?? {}
  return sql.join(
    key.map((column) => sql`${sql.identifier(column)} = ${row[column]}`),
    sql` and `,
  )
}

/** Adds a row as it is given, its key included. */
export function insertion(each: Filled, row: Row): SQL {
  const given = Object.entries(row).filter(([, value]) => value !== null)
  const into = sql.join(
    given.map(([column]) => sql.identifier(column)),
    sql`, `,
  )
  return sql`insert into ${name(each)} (${into}) overriding system value values (${sql.join(
    given.map(([, value]) => sql`${value}`),
    sql`, `,
  )})`
}

export type Command = 'select' | 'insert' | 'update' | 'delete' | 'move'

/** Every command on a row of `theirs`, and a row of `ours` that is moved there. */
export function attempts(each: Filled, ours: string, theirs: string): Record<Command, SQL> {
  const scoped = 'organization_id' in (each.rows[theirs] ?? {})
  const column = sql.identifier(scoped ? 'organization_id' : (each.key[0] ?? 'id'))
  const theirRow = isRow(each, theirs)
  return {
    select: sql`select 1 from ${name(each)} where ${theirRow}`,
    update: sql`update ${name(each)} set ${column} = ${column} where ${theirRow}`,
    delete: sql`delete from ${name(each)} where ${theirRow}`,
    insert: insertion(each, each.rows[theirs] ?? {}),
    move: sql`update ${name(each)} set ${column} = ${theirs} where ${isRow(each, ours)}`,
  }
}
