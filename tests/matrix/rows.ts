import pg from 'pg'
import { inject } from 'vitest'

export type Row = Record<string, unknown>

/** Every table of the product as a superuser sees it, past every policy: for planting, comparing and putting back. */
export type Ground = Awaited<ReturnType<typeof openGround>>

/** Speaks to this test file's own database. */
export async function openGround() {
  const name = new URL(String(process.env.DATABASE_OWNER_URL)).pathname
  const address = new URL(inject('database').superuser)
  address.pathname = name
  const client = new pg.Client({ connectionString: address.href })
  // The database may be dropped before the connection is closed.
  client.on('error', () => {})
  await client.connect()
  const ask = async (text: string, values: unknown[] = []): Promise<Row[]> =>
    (await client.query<Row>(text, values)).rows

  const tables = (
    await ask(`select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relname`)
  ).map((row) => String(row.name))
  const columns = await ask(`
    select c.relname as table, a.attname as column, a.atttypid::regtype::text as type,
      exists (select 1 from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'f') and a.attnum = any(k.conkey)) as key
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attgenerated = ''`)
  const quoted = (list: readonly unknown[]) => list.map((each) => `"${each}"`).join(', ')
  const columnsOf = (table: string) =>
    quoted(columns.filter((each) => each.table === table).map((each) => each.column))

  let kept = ''

  /**
   * A line for each table. Who acts may change what is only theirs, their account and what hangs on it: those lines
   * are called `own …`.
   */
  async function digest(actorId: string): Promise<Map<string, string>> {
    const sums = tables.map((table) => {
      const { row = 't::text', others = '$1 = $1' } = theirs[table] ?? {}
      return `select '${table}' as name, md5(string_agg(${row}, ' ' order by ${row})) as sum from "${table}" t where ${others}`
    })
    const own = Object.entries(theirs).flatMap(([table, { mine }]) =>
      mine
        ? `select 'own ${table}', md5(string_agg(t::text, ' ' order by t::text)) from "${table}" t where ${mine}`
        : [],
    )
    // A letter on its way to somebody else is a row too.
    const letters = `select 'letters', count(*)::text from jobs.job
      where data ->> 'to' is distinct from (select email from "user" where id = $1)`
    const rows = await ask([...sums, ...own, letters].join(' union all '), [actorId])
    return new Map(rows.map((row) => [String(row.name), String(row.sum)]))
  }

  return {
    ask,
    tables,
    columns,

    /** From now on this is how everything should be. */
    async keep(): Promise<void> {
      await client.query(`drop schema if exists kept cascade; create schema kept;
        ${tables.map((table) => `create table kept."${table}" as table public."${table}";`).join('\n')}`)
      kept = tables
        .map(
          (table) => `delete from public."${table}";
          insert into public."${table}" (${columnsOf(table)}) overriding system value
            select ${columnsOf(table)} from kept."${table}";`,
        )
        .join('\n')
    },

    /** Puts every row back. */
    async restore(): Promise<void> {
      await client.query(`begin; set local session_replication_role = replica;
        ${kept} delete from jobs.job; commit`)
    },

    digest,
    close: () => client.end(),
  }
}

/** Columns whose words mean something to the product, so that they are left as they are. */
const meaning = new Set([
  'role',
  'status',
  'permission',
  'reference_id',
  'plan',
  'granted_plan',
  'action',
  'change',
  'noun',
  'row_id',
  'actor_id',
  'team_id',
  'membership_key',
  'slug',
  'domain',
  'email',
  'metadata',
  'token_hash',
  'code_hash',
])

/** What belongs to a person, whatever the organization. */
const byPerson = { others: 't.user_id <> $1', mine: 't.user_id = $1' }
/** What of a table is whose: of their own row in `user` only the role is nobody's to change. */
const theirs: Record<string, { row?: string; others?: string; mine?: string }> = {
  user: {
    row: `case when t.id = $1 then t.id || coalesce(t.role, '') else t::text end`,
    mine: 't.id = $1',
  },
  session: byPerson,
  account: byPerson,
  passkey: byPerson,
  two_factor: byPerson,
  device: byPerson,
  verification: { others: 'position($1 in t.value) = 0', mine: 'position($1 in t.value) > 0' },
  // What one does to one's own account is written down; the chain of no organization goes on with it.
  audit: {
    others: 'not (t.organization_id is null and t.actor_id = $1)',
    mine: 't.organization_id is null and t.actor_id = $1',
  },
  audit_link: { others: 't.organization_id is not null and $1 = $1' },
  audit_head: { others: 't.organization_id is not null and $1 = $1' },
  // It counts whoever asks, and says nothing of anybody.
  rate_limit: { others: 'false and $1 = $1' },
}

const personal = new Set(['user', 'session', 'account'])

/** Which of a table's rows are an organization's. */
function owned(table: string, columns: readonly Row[]): string | undefined {
  const has = (name: string) => columns.some((each) => each.table === table && each.column === name)
  if (table === 'organization') return 't.id = $1'
  if (has('organization_id')) return 't.organization_id = $1'
  if (table === 'subscription') return 't.reference_id = $1'
  if (table === 'team_member')
    return 't.team_id in (select id from team where organization_id = $1)'
  if (table === 'session' || table === 'account') {
    return "t.user_id in (select user_id from member where organization_id = $1 and role = 'owner')"
  }
  if (table === 'user') return 't.id in (select user_id from member where organization_id = $1)'
  return undefined
}

/** Writes a word nobody else uses into every text column of the organization's rows; refuses a table without one. */
export async function plant(ground: Ground, organization: string): Promise<void> {
  await ground.ask('begin')
  await ground.ask('set local session_replication_role = replica')
  for (const table of ground.tables) {
    const which = owned(table, ground.columns)
    if (!which || personal.has(table)) continue
    const free = ground.columns.filter(
      (each) =>
        each.table === table &&
        each.type === 'text' &&
        !each.key &&
        !meaning.has(String(each.column)),
    )
    const set = free.map(({ column }) => word(table, String(column)))
    const [row] = await ground.ask(`select count(*)::int as n from "${table}" t where ${which}`, [
      organization,
    ])
    if (!row?.n) {
      throw new Error(`No row of "${table}" is the victim's: plant one in tests/matrix/furnish.ts.`)
    }
    if (set.length > 0) {
      await ground.ask(`update "${table}" t set ${set.join(', ')} where ${which}`, [organization])
    }
  }
  await ground.ask('commit')
}

const word = (table: string, column: string) =>
  `"${column}" = 'canary ${table} ${column} ' || left(md5(t::text), 8)`

/** What stands in an organization's rows, by table: every text and every string within JSON. */
export async function wordsOf(
  ground: Ground,
  organization: string,
): Promise<Map<string, Set<string>>> {
  const found = new Map<string, Set<string>>()
  for (const table of ground.tables) {
    const which = owned(table, ground.columns)
    if (!which) continue
    const texts = ground.columns.filter(
      (each) => each.table === table && (each.type === 'text' || each.type === 'jsonb'),
    )
    const rows = await ground.ask(`select to_jsonb(t) as row from "${table}" t where ${which}`, [
      organization,
    ])
    const words = rows.flatMap(({ row }) =>
      texts.flatMap(({ column }) => strings(isRow(row) ? row[String(column)] : undefined)),
    )
    found.set(table, new Set(words.filter((each) => each.length >= 6)))
  }
  return found
}

/** Every string in a value, however deep. */
export function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(strings)
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null
}
