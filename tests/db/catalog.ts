import pg from 'pg'

/** Runs `work` in one transaction as the owner of the test file's own database, and takes it back where told. */
export async function asOwner<Result>(
  work: (client: pg.Client) => Promise<Result>,
  { keep = true } = {},
): Promise<Result> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL })
  await client.connect()
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query(keep ? 'commit' : 'rollback')
    return result
  } finally {
    await client.end()
  }
}

/** One question to the same database. */
export function ask<Row extends pg.QueryResultRow>(
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  return asOwner(async (client) => (await client.query<Row>(text, values)).rows)
}

/**
 * What the migrated database holds, one line each, in the words that tests/db/migrated-schema.test.ts uses for what
 * the schema promises.
 */
export async function holds(): Promise<Set<string>> {
  const facts = await Promise.all([columns(), indexes(), foreignKeys()])
  return new Set(facts.flat())
}

async function columns(): Promise<string[]> {
  const rows = await ask<{
    table: string
    column: string
    type: string
    required: boolean
    filled: boolean
  }>(`
    select c.relname as table, a.attname as column, a.atttypid::regtype::text as type, a.attnotnull as required,
      a.atthasdef or a.attidentity <> '' as filled
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped`)
  return rows.flatMap(({ table, column, type, required, filled }) => [
    `${table}.${column} ${type} ${required ? 'not null' : 'null'}`,
    ...(filled ? [`${table}.${column} has a default`] : []),
  ])
}

async function indexes(): Promise<string[]> {
  const rows = await ask<{
    table: string
    name: string
    on: string
    primary: boolean
    unique: boolean
    whole: boolean
  }>(`
    select c.relname as table, n.relname as name, i.indisprimary as primary, i.indisunique as unique, i.indpred is null as whole,
      (select string_agg(coalesce(a.attname, 'expression'), ', ' order by k.place)
        from unnest(i.indkey::int[]) with ordinality k (column_number, place)
        left join pg_attribute a on a.attrelid = c.oid and a.attnum = k.column_number and a.attnum > 0) as on
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_class n on n.oid = i.indexrelid
    where c.relnamespace = 'public'::regnamespace and i.indisvalid`)
  return rows.flatMap(({ table, name, on, primary, unique, whole }) => [
    ...(primary ? [`${table} primary key (${on})`] : []),
    ...(unique && whole ? [`${table} unique (${on})`] : []),
    ...(unique ? [`${table} unique index ${name} (${on})`] : []),
    `${table} index ${name} (${on})`,
  ])
}

async function foreignKeys(): Promise<string[]> {
  const names = (numbers: string, relation: string) => `
    (select string_agg(a.attname, ', ' order by k.place) from unnest(${numbers}) with ordinality k (column_number, place)
      join pg_attribute a on a.attrelid = ${relation} and a.attnum = k.column_number)`
  const rows = await ask<{
    table: string
    from: string
    target: string
    to: string
    action: string
  }>(`
    select f.conrelid::regclass::text as table, f.confrelid::regclass::text as target,
      ${names('f.conkey', 'f.conrelid')} as from, ${names('f.confkey', 'f.confrelid')} as to,
      case f.confdeltype when 'c' then 'cascade' when 'n' then 'set null' when 'd' then 'set default'
        when 'r' then 'restrict' else 'no action' end as action
    from pg_constraint f where f.contype = 'f' and f.convalidated and f.connamespace = 'public'::regnamespace`)
  const plain = (name: string) => name.replaceAll('"', '')
  return rows.map(
    ({ table, from, target, to, action }) =>
      `${plain(table)} (${from}) -> ${plain(target)} (${to}) on delete ${action}`,
  )
}
