import { type SQL, sql } from 'drizzle-orm'
import { DatabaseError } from 'pg'
import { afterAll, expect, test } from 'vitest'
import { db } from '~/db/client'
import { withTenant } from '~/db/tenant'
import { attempts, insertion, isRow, name } from './attempts'
import { ask, asOwner } from './catalog'
import { type Filled, fill, type Row } from './rows'

const [ours, theirs] = ['acme', 'globex']
const tables = await asOwner((client) => fill(client, [ours, theirs]))
const columns = await ask<{ table: string; column: string; readable: boolean; scoped: boolean }>(`
  select c.relname as table, a.attname as column, has_column_privilege('tenant', c.oid, a.attnum, 'select') as readable,
    a.attname = 'organization_id' as scoped
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`)

const before = await contents()
afterAll(async () => {
  expect(await contents(), 'a refused act has changed a row').toEqual(before)
})

const readable = tables.filter(({ table }) =>
  columns.some((each) => each.table === table && each.readable),
)
const hidden = tables.filter((each) => !readable.includes(each))
const scoped = tables.filter(({ table }) =>
  columns.some((each) => each.table === table && each.scoped),
)

test('the tables that are tried are those of the product', () => {
  const names = (list: Filled[]) => list.map(({ table }) => table)
  expect(names(readable)).toEqual(
    expect.arrayContaining(['member', 'organization', 'project', 'team_member', 'user']),
  )
  expect(names(hidden)).toEqual(
    expect.arrayContaining(['account', 'rate_limit', 'session', 'verification']),
  )
})

test.each(readable)(
  'inside an organization, $table holds its own rows and no others',
  async (each) => {
    const all = sql`select 1 from ${name(each)}`
    const own = await ask(`select from ${each.table === 'user' ? '"user"' : each.table}`)
    const halves = await Promise.all([within(ours, all), within(theirs, all)])
    expect(halves[0]).toBeGreaterThan(0)
    expect(Number(halves[0]) + Number(halves[1])).toBe(own.length)
    expect(await within(ours, sql`${all} where ${isRow(each, ours)}`)).toBe(1)
    expect(await within(ours, sql`${all} where ${isRow(each, theirs)}`)).toBe(0)
    expect(await within('nowhere', all)).toBe(0)
    expect(await within('', all)).toBe(0)
  },
)

test.each(readable)(
  'inside an organization, nobody changes, adds or deletes another’s row of $table',
  async (each) => {
    const tries = attempts(each, ours, theirs)
    expect(untouched).toContain(await within(ours, tries.update))
    expect(untouched).toContain(await within(ours, tries.delete))
    expect(await within(ours, tries.insert)).toBe('refused')
  },
)

test('inside its own organization, a project is added, changed and deleted by the same acts', async () => {
  const [each] = tables.filter(({ table }) => table === 'project')
  if (!each) throw new Error('There is no table of projects.')
  const another = { ...each.rows[ours], id: 'another', name: 'Another' }
  expect(await within(ours, insertion(each, another))).toBe(1)
  expect(await within(ours, sql`update project set id = id where ${isRow(each, ours)}`)).toBe(1)
  expect(await within(ours, sql`delete from project where ${isRow(each, ours)}`)).toBe(1)
})

test('what belongs to a team is seen by its members and by whoever oversees, and by nobody else', async () => {
  const [each] = tables.filter(({ table }) => table === 'team_member')
  const user = { id: String(each?.rows[ours]?.user_id) }
  const organization = { id: ours }
  const count = (scope: Omit<Parameters<typeof withTenant>[0], 'organization'>) =>
    withTenant({ organization, ...scope }, async (tx) => {
      return (await tx.execute(sql`select from project where team_id is not null`)).rowCount
    })
  expect(await count({ user })).toBe(1)
  expect(await count({ oversees: true })).toBe(1)
  expect(await count({ user: { id: String(each?.rows[theirs]?.user_id) } })).toBe(0)
  expect(await count({})).toBe(0)
})

test.each(scoped)('a row of $table cannot be moved into another organization', async (each) => {
  expect(await within(ours, attempts(each, ours, theirs).move)).toBe('refused')
})

test.each(hidden)('inside an organization, $table is out of reach', async (each) => {
  const [key = 'id'] = each.key
  const column = sql.identifier(key)
  for (const act of [
    sql`select 1 from ${name(each)}`,
    sql`update ${name(each)} set ${column} = ${column}`,
    sql`delete from ${name(each)}`,
    sql`truncate ${name(each)}`,
    insertion(each, each.rows[ours] ?? {}),
  ]) {
    expect(await within(ours, act)).toBe('refused')
  }
})

test('of a person, an organization sees the name, the address and the picture, nothing else', async () => {
  const seen = columns.filter(({ table, readable }) => table === 'user' && readable)
  expect(seen.map(({ column }) => column).sort()).toEqual(['email', 'id', 'image', 'name'])
  expect(await within(ours, sql`select role from "user"`)).toBe('refused')
})

test('the role and the organization end with their transaction, whoever gets the connection next', async () => {
  const scope = { organization: { id: ours } }
  const work = Array.from({ length: 30 }, (_, at) =>
    withTenant(scope, async (tx) => {
      const { rows } = await tx.execute(
        sql`select current_user as role, ${setting} as organization`,
      )
      expect(rows).toEqual([{ role: 'tenant', organization: ours }])
      if (at % 3 === 0) throw new Error('a rule refused')
      if (at % 3 === 1) await tx.execute(sql`select 1 / 0`)
    }),
  )
  const ended = await Promise.allSettled(work)
  expect(ended.filter(({ status }) => status === 'rejected')).toHaveLength(20)

  const connections = await Promise.all(
    Array.from({ length: 10 }, () =>
      db.transaction(async (tx) => {
        const { rows } = await tx.execute<Row>(
          sql`select pg_backend_pid() as pid, current_user as role, ${setting} as organization, pg_sleep(0.05)`,
        )
        return rows[0] ?? {}
      }),
    ),
  )
  expect(new Set(connections.map(({ pid }) => pid)).size).toBe(10)
  for (const { role, organization } of connections) {
    expect({ role, organization }).toEqual({ role: 'app', organization: '' })
  }
})

const setting = sql`coalesce(current_setting('app.organization_id', true), '')`

/** What may become of an act on another's row: no right to it, or nothing found. */
const untouched = ['refused', 0]

/** Does one thing as the tenant of an organization, then takes it back: how many rows it met, or that it may not. */
async function within(organization: string, act: SQL): Promise<number | 'refused'> {
  let met: number | undefined
  try {
    await withTenant({ organization: { id: organization }, oversees: true }, async (tx) => {
      met = (await tx.execute(act)).rowCount ?? 0
      tx.rollback()
    })
  } catch (error) {
    if (met !== undefined) return met
    const cause = error instanceof Error ? error.cause : undefined
    if (cause instanceof DatabaseError && cause.code === '42501') return 'refused'
    throw error
  }
  throw new Error('The transaction was not taken back.')
}

/** Every row of every table, as the owner sees them. */
function contents(): Promise<Record<string, unknown>> {
  return asOwner(async (client) => {
    const found: Record<string, unknown> = {}
    for (const { table } of tables) {
      const { rows } = await client.query(
        `select to_jsonb(t) as row from public."${table}" t order by 1`,
      )
      found[table] = rows
    }
    return found
  })
}
