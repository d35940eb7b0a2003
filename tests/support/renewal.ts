import pg from 'pg'
import { inject } from 'vitest'
import { type FreshDatabase, freshDatabase } from './database.ts'

export type LastingDatabase = FreshDatabase & {
  /**
   * Makes it again what it was when it was made, in a tenth of the time a new one takes. `endSessions` parts it from
   * whoever is connected and at rest. Resolves to false where that cannot be, because more than rows was changed or
   * somebody is still at work in it: then it must be dropped.
   */
  renew(options?: { endSessions?: boolean }): Promise<boolean>
}

/** A clone of the migrated template that serves one test file after the other. */
export async function lastingDatabase(name?: string): Promise<LastingDatabase> {
  const database = await freshDatabase({ name })
  const birth = await within(database.name, remember)
  return {
    ...database,
    renew: ({ endSessions = false } = {}) =>
      within(database.name, (client) => renew(client, birth, endSessions)),
  }
}

/** How a database is built, and the few rows that migrations leave. */
type Birth = { print: string; rows: Map<string, string>; sequences: Map<string, string> }

const ours = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`

const others = `from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
  and backend_type = 'client backend'`

/** Everything a statement other than of rows can change: tables, columns, rights, policies, triggers, functions. */
const print = `select md5(concat(
  (select string_agg(concat(c.oid, c.relname, c.relowner, c.relacl, c.relkind, c.relrowsecurity, c.relforcerowsecurity), ',' order by c.oid)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${ours}),
  (select string_agg(concat(attrelid, attnum, attname, attacl, atttypid, attnotnull, atthasdef, attisdropped), ',' order by attrelid, attnum)
    from pg_attribute where attrelid >= 16384),
  (select string_agg(p::text, ',' order by oid) from pg_proc p where oid >= 16384),
  (select string_agg(t::text, ',' order by oid) from pg_trigger t),
  (select string_agg(p::text, ',' order by oid) from pg_policy p),
  (select string_agg(c::text, ',' order by oid) from pg_constraint c where oid >= 16384),
  (select string_agg(n::text, ',' order by oid) from pg_namespace n where ${ours}))) as print`

async function remember(client: pg.Client): Promise<Birth> {
  return {
    print: await printOf(client),
    rows: await each(client, 'r', (table) => `select json_agg(r) as kept from ${table} r`),
    sequences: await each(
      client,
      'S',
      (name) => `select format('%s, %L', last_value, is_called) as kept from ${name}`,
    ),
  }
}

async function renew(client: pg.Client, { print, rows, sequences }: Birth, endSessions: boolean) {
  if (!(await quiet(client)) || (await printOf(client)) !== print) return false
  if (endSessions) await client.query(`select pg_terminate_backend(pid, 5000) ${others}`)
  // Neither triggers nor foreign keys have a say in this.
  await client.query(`begin; set local session_replication_role = replica;
    ${[...rows.keys()].map((table) => `delete from ${table};`).join(' ')}`)
  for (const [table, kept] of rows) {
    if (!kept) continue
    await client.query(
      `insert into ${table} overriding system value
         select * from json_populate_recordset(null::${table}, $1)`,
      [kept],
    )
  }
  for (const [name, kept] of sequences) await client.query(`select setval('${name}', ${kept})`)
  await client.query('commit')
  return true
}

async function within<Result>(database: string, work: (client: pg.Client) => Promise<Result>) {
  const url = new URL(inject('database').superuser)
  url.pathname = database
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function printOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ print: string }>(print)
  return rows[0]?.print ?? ''
}

/** What a query keeps of each table or sequence, by its name. */
async function each(client: pg.Client, kind: 'r' | 'S', query: (name: string) => string) {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = $1 and ${ours}`,
    [kind],
  )
  const kept = new Map<string, string>()
  for (const { name } of rows) {
    const { rows } = await client.query<{ kept: unknown }>(query(name))
    const value = rows[0]?.kept
    kept.set(name, value && typeof value === 'object' ? JSON.stringify(value) : String(value ?? ''))
  }
  return kept
}

/** Waits up to two seconds until, twice in a row, nobody else is in the middle of anything. */
async function quiet(client: pg.Client): Promise<boolean> {
  let quietLooks = 0
  for (let looks = 0; looks < 80 && quietLooks < 2; looks += 1) {
    if (looks > 0) await client.query('select pg_sleep(0.025)')
    const { rowCount } = await client.query(`select ${others} and state <> 'idle'`)
    quietLooks = rowCount === 0 ? quietLooks + 1 : 0
  }
  return quietLooks === 2
}
