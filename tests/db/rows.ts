import { randomUUID } from 'node:crypto'
import pg from 'pg'

export type Row = Record<string, unknown>

/** One row in every table for each of these organizations, however many tables there are. */
export type Filled = { table: string; key: string[]; rows: Record<string, Row> }

type Column = { name: string; type: string; required: boolean; filled: boolean }
type ForeignKey = { columns: string[]; target: string; targets: string[] }
type Table = { name: string; columns: Column[]; key: string[] | null; foreignKeys: ForeignKey[] }

/**
 * Makes a row of every table for each organization: the organization itself, a person, and whatever belongs to them,
 * parents first. A new noun needs no edit here unless its columns want more than their type says.
 */
export async function fill(client: pg.Client, organizations: readonly string[]): Promise<Filled[]> {
  const tables = await describe(client)
  // What has no key of its own is one row for each organization.
  const filled: Filled[] = tables.map(({ name, key }) => ({
    table: name,
    key: key ?? ['organization_id'],
    rows: {},
  }))
  for (const organization of organizations) {
    const made = new Map<string, Row | null>()
    for (const table of tables) await make(table, organization, made)
    for (const each of filled) each.rows[organization] = made.get(each.table) ?? {}
  }
  return filled

  async function make(
    table: Table,
    organization: string,
    made: Map<string, Row | null>,
  ): Promise<Row | null> {
    const known = made.get(table.name)
    if (known !== undefined) return known
    // While it is being made it has no row: a table that refers to itself gets none to refer to.
    made.set(table.name, null)
    if (writtenByTrigger.includes(table.name)) return found(table, organization, made)
    const row: Row = {}
    for (const column of table.columns) {
      if (column.required && !column.filled)
        row[column.name] = valueFor(table, column, organization)
    }
    if (table.columns.some(({ name }) => name === 'organization_id'))
      row.organization_id = organization
    for (const { columns, target, targets } of table.foreignKeys) {
      const parent = tables.find(({ name }) => name === target)
      const referred = parent && (await make(parent, organization, made))
      for (const [at, column] of columns.entries()) {
        if (referred) row[column] = referred[targets[at] ?? 'id']
      }
    }
    const names = Object.keys(row)
    const { rows } = await client.query<Row>(
      `insert into ${pg.escapeIdentifier(table.name)} (${names.map(pg.escapeIdentifier).join(', ')})
       values (${names.map((_, at) => `$${at + 1}`).join(', ')}) returning *`,
      Object.values(row),
    )
    made.set(table.name, rows[0] ?? null)
    return rows[0] ?? null
  }

  /** What the line of the audit log brought about. */
  async function found({ name }: Table, organization: string, made: Map<string, Row | null>) {
    const audit = tables.find((table) => table.name === 'audit')
    if (audit) await make(audit, organization, made)
    await client.query('set constraints all immediate; set constraints all deferred')
    const { rows } = await client.query<Row>(
      `select * from ${pg.escapeIdentifier(name)} where organization_id = $1`,
      [organization],
    )
    made.set(name, rows[0] ?? null)
    return rows[0] ?? null
  }
}

const writtenByTrigger = ['audit_link', 'audit_head']

function valueFor(table: Table, { name, type }: Column, organization: string): unknown {
  if (table.name === 'organization' && name === 'id') return organization
  if (/^timestamp|^date/.test(type)) return new Date()
  if (/^(smallint|integer|bigint|numeric|real|double precision)$/.test(type)) return 1
  if (/^json/.test(type)) return {}
  const simple: Row = {
    text: `${table.name} ${name} of ${organization}`,
    'character varying': `${table.name} ${name} of ${organization}`,
    boolean: false,
    uuid: randomUUID(),
  }
  if (type in simple) return simple[type]
  throw new Error(
    `tests/db/rows.ts knows no value for ${table.name}.${name} of type ${type}: teach it one.`,
  )
}

async function describe(client: pg.Client): Promise<Table[]> {
  const names = (numbers: string, relation: string) => `(
    select json_agg(a.attname order by k.place) from unnest(${numbers}) with ordinality k (number, place)
    join pg_attribute a on a.attrelid = ${relation} and a.attnum = k.number)`
  const { rows } = await client.query<Table>(`
    select c.relname as name,
      (select json_agg(json_build_object('name', a.attname, 'type', a.atttypid::regtype::text, 'required', a.attnotnull,
          'filled', a.atthasdef or a.attidentity <> '') order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      (select ${names('p.conkey', 'c.oid')} from pg_constraint p where p.conrelid = c.oid and p.contype = 'p') as key,
      coalesce((select json_agg(json_build_object('columns', ${names('f.conkey', 'f.conrelid')},
          'target', t.relname, 'targets', ${names('f.confkey', 'f.confrelid')}))
        from pg_constraint f join pg_class t on t.oid = f.confrelid where f.conrelid = c.oid and f.contype = 'f'), '[]') as "foreignKeys"
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by c.relname`)
  return rows
}
