import '../support/setup'
import { type SQL, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { attempts, type Command, isRow, name } from '../db/attempts'
import { type Filled, fill } from '../db/rows'
import { type Guard, killAll, type Met } from './killed'

// The guards of the database, each taken away in a transaction that is taken back, the others bypassed.

const [ours, theirs] = ['acme', 'globex']
const client = new pg.Client({ connectionString: aboveAll() })
let tables: Filled[]

beforeAll(async () => {
  await client.connect()
  tables = await fill(client, [ours, theirs])
})
afterAll(() => client.end())

/** The login above all rights, on this file's own database: only it may take guards away. */
function aboveAll(): string {
  const url = new URL(inject('database').superuser)
  url.pathname = new URL(String(process.env.DATABASE_URL)).pathname
  return url.href
}

type As = { role?: 'tenant' | 'owner' | 'postgres'; user?: string; oversees?: boolean }

/** Does one thing in a transaction that is taken back, after these changes to the database. */
async function met(change: string, act: SQL | SQL[], as: As = {}): Promise<Met> {
  const { role = 'tenant', user = '', oversees = true } = as
  await client.query('begin')
  try {
    await client.query(change)
    const prepared = Array.isArray(act) ? act.slice(0, -1) : []
    const last = Array.isArray(act) ? act.at(-1) : act
    for (const each of prepared) await drizzle(client).execute(each)
    await client.query(
      `select set_config('role', $1, true), set_config('app.organization_id', $2, true),
        set_config('app.user_id', $3, true), set_config('app.oversees', $4, true)`,
      [role, ours, user, oversees ? 'on' : ''],
    )
    const { rowCount } = await drizzle(client).execute(last ?? sql`select`)
    // What is asked when a transaction ends is asked now.
    await client.query('set constraints all immediate')
    return rowCount ?? 0
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error
    if (cause instanceof pg.DatabaseError && refusals.has(cause.code ?? '')) return 'refused'
    return `broke: ${cause}`
  } finally {
    await client.query('rollback')
  }
}

/** No right, no such row to refer to, one too many, a trigger’s no. */
const refusals = new Set(['42501', '23503', '23505', '23514'])

const guard = (what: string, change: string, act: SQL | SQL[], as?: As, bypass = ''): Guard => ({
  name: what,
  standing: () => met(bypass, act, as),
  gone: () => met(`${bypass};${change}`, act, as),
})

const table = (wanted: string) => {
  const found = tables.find((each) => each.table === wanted)
  if (!found) throw new Error(`There is no table ${wanted}.`)
  return found
}
const rowOf = (wanted: string, organization = ours) => table(wanted).rows[organization] ?? {}
const ask = async <Row extends pg.QueryResultRow>(text: string) =>
  (await client.query<Row>(text)).rows

type Policy = { table: string; name: string; for: string; rule: string; checked: boolean }

const tenantPolicies = () =>
  ask<Policy>(`select c.relname as table, p.polname as name,
      case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end as for,
      coalesce(pg_get_expr(p.polqual, c.oid), '') as rule, p.polcmd in ('a', 'w', '*') as checked
    from pg_policy p join pg_class c on c.oid = p.polrelid where 'tenant'::regrole = any (p.polroles) order by 1, 2`)

/** Taken out of the way of the policies: references that would refuse the same row. */
const withoutKeys =
  'alter table project drop constraint project_team; alter table join_link drop constraint join_link_team'

const commands: Record<string, Command[]> = {
  all: ['select', 'insert', 'update', 'delete', 'move'],
  select: ['select'],
  insert: ['insert'],
}

test('each policy for tenant keeps each command from another organization’s rows', async () => {
  const guards: Guard[] = []
  for (const policy of await tenantPolicies()) {
    const each = table(policy.table)
    const open = `alter policy ${policy.name} on "${policy.table}" ${policy.for === 'insert' ? '' : 'using (true)'} ${policy.checked ? 'with check (true)' : ''}`
    const tries = attempts(each, ours, theirs)
    for (const command of commands[policy.for] ?? []) {
      // What is to be added must not be there already.
      const act =
        command === 'insert'
          ? [
              // A line's link stays behind where its line does not.
              sql`delete from audit_link`,
              sql`delete from ${name(each)} where ${isRow(each, theirs)}`,
              tries.insert,
            ]
          : tries[command]
      guards.push(guard(`${policy.table} ${command}`, open, act, {}, withoutKeys))
    }
  }
  const title = sql`update member set title = 'Taken' where ${isRow(table('member'), ours)}`
  const open = 'alter policy tenant_title on member using (true) with check (true)'
  guards.push(guard('member update of another’s title', open, title, { user: 'somebody else' }))
  await killAll('Policies', guards)
  const known = (await tenantPolicies()).map((policy) => policy.for)
  expect(new Set(known)).toEqual(new Set(['all', 'select', 'insert', 'update']))
})

test('row-level security is on for each table, or its policies are words', async () => {
  const names = new Set((await tenantPolicies()).map((policy) => policy.table))
  await killAll(
    'Row-level security',
    [...names].map((each) =>
      guard(
        each,
        `alter table "${each}" disable row level security`,
        attempts(table(each), ours, theirs).select,
      ),
    ),
  )
})

test('it is forced on each table: who owns it is under its policies too', async () => {
  const names = new Set((await tenantPolicies()).map((policy) => policy.table))
  await killAll(
    'Force',
    [...names].map((each) =>
      guard(
        each,
        `alter table "${each}" no force row level security`,
        attempts(table(each), ours, theirs).select,
        { role: 'owner' },
        `drop policy owner on "${each}"`,
      ),
    ),
  )
})

test('the rule of teams keeps each command from a team’s rows', async () => {
  const guards = (await tenantPolicies())
    .filter(({ rule }) => rule.includes('app.oversees'))
    .flatMap((policy) => {
      const each = table(policy.table)
      const own = `(organization_id = current_setting('app.organization_id'))`
      const without = `alter policy ${policy.name} on "${policy.table}" using ${own} with check ${own}`
      const tries = attempts(each, ours, ours)
      const acts = {
        select: tries.select,
        update: tries.update,
        delete: tries.delete,
        insert: [sql`delete from ${name(each)} where ${isRow(each, ours)}`, tries.insert],
      }
      return Object.entries(acts).map(([command, act]) =>
        guard(`${policy.table} ${command}`, without, act, { user: 'in no team', oversees: false }),
      )
    })
  await killAll('Teams', guards)
})

test('rights on tables and columns keep the tenant from what it never needs', async () => {
  const hidden = ['account', 'session', 'verification', 'rate_limit']
  const guards = hidden.flatMap((each) => {
    const tries = attempts(table(each), ours, theirs)
    return (['select', 'update', 'delete'] as const).map((command) =>
      guard(
        `${each} ${command}`,
        `grant select, update, delete on ${each} to tenant`,
        tries[command],
      ),
    )
  })
  const user = String(rowOf('member').user_id)
  guards.push(
    guard('"user" (role)', 'grant select (role) on "user" to tenant', sql`select role from "user"`),
    guard(
      'member (role), one’s own',
      'grant update (role) on member to tenant',
      sql`update member set role = 'owner' where ${isRow(table('member'), ours)}`,
      { user },
    ),
  )
  await killAll('Rights', guards)
})

test('what refers to a team refers to one of its own organization', async () => {
  const keys = await ask<{ name: string; table: string; column: string; target: string }>(`
    select f.conname as name, f.conrelid::regclass::text as table, a.attname as column, f.confrelid::regclass::text as target
    from pg_constraint f join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[2]
    where f.contype = 'f' and cardinality(f.conkey) = 2 and f.connamespace = 'public'::regnamespace`)
  const guards = keys.flatMap((key) => {
    const each = table(key.table)
    const loose = `alter table ${key.table} drop constraint ${key.name};
      alter table ${key.table} add foreign key (${key.column}) references ${key.target} (id)`
    const point = sql`update ${name(each)} set ${sql.identifier(key.column)} = ${rowOf(key.target, theirs).id} where ${isRow(each, ours)}`
    return [
      guard(`${key.name}, as tenant`, loose, point),
      guard(`${key.name}, as owner`, loose, point, { role: 'owner' }),
    ]
  })
  await killAll('Composite keys', guards)
})

test('of a membership, a place in a team, a role’s name and a shown domain there is one', async () => {
  const again = (each: string, more: SQL) =>
    sql`insert into ${sql.identifier(each)} select (jsonb_populate_record(t, jsonb_build_object('id', 'again') || ${more})).*
      from ${sql.identifier(each)} t where ${isRow(table(each), ours)}`
  const as: As = { role: 'postgres' }
  const nothing = sql`'{}'::jsonb`
  const domain = sql`select 1 from email_domain where verified and domain = 'acme.test'`
  await killAll('Unique keys', [
    guard('member', 'drop index member_organization_id_user_id', again('member', nothing), as),
    guard(
      'team_member',
      'drop index team_member_team_id_user_id',
      again('team_member', sql`'{"membership_key": null}'::jsonb`),
      as,
    ),
    guard(
      'organization_role',
      'drop index organization_role_organization_id_role',
      again('organization_role', nothing),
      as,
    ),
    guard(
      'email_domain, verified',
      'drop index email_domain_verified',
      sql`update email_domain set verified = true, domain = 'acme.test'`,
      as,
    ),
  ])
  expect(await met('', domain, as)).toBe(0)
})

test('triggers keep an owner, end what a member could do in teams, and write changes down', async () => {
  const as: As = { role: 'postgres' }
  const member = isRow(table('member'), ours)
  const owner = sql`update member set role = 'owner' where ${member}`
  const keeper = 'drop trigger organization_keeps_an_owner on member'
  // Standing, the change is undone; gone, the row has changed.
  const guards = [
    guard('an owner is removed', keeper, [owner, sql`delete from member where ${member}`], as),
    guard(
      'an owner is demoted',
      keeper,
      [owner, sql`update member set role = 'admin' where ${member}`],
      as,
    ),
    guard(
      'an owner’s account goes',
      keeper,
      [owner, sql`delete from "user" where id = ${rowOf('member').user_id}`],
      as,
    ),
    guard(
      'a place in a team is kept by nobody who left',
      'drop trigger leave_teams on member',
      [
        sql`delete from member where ${member}`,
        sql`select 1 from team_member where ${isRow(table('team_member'), ours)}`,
      ],
      as,
    ),
  ]
  for (const each of ['member', 'invitation', 'team', 'team_member', 'organization_role']) {
    guards.push(
      guard(
        `a change of ${each} is written down`,
        `drop trigger record_change on ${each}`,
        [
          sql`delete from audit_change`,
          sql`update ${name(table(each))} set id = id where ${isRow(table(each), ours)}`,
          sql`select 1 where not exists (select from audit_change where noun = ${each})`,
        ],
        as,
      ),
    )
  }
  await killAll('Triggers', guards)
})

test('of two owners who go at the same moment, the lock lets one go first', async () => {
  const other = new pg.Client({ connectionString: aboveAll() })
  await other.connect()
  await client.query(
    `insert into organization (id, name, slug, created_at) values ('two', 'Two', 'two', now())`,
  )
  /** How many organizations have no owner after both have gone, each in a transaction of its own. */
  const bothGo = async (change: string): Promise<Met> => {
    await client.query(`${change};
      delete from member where organization_id = 'two';
      insert into member (id, organization_id, user_id, role, created_at)
        select 'owner ' || id, 'two', id, 'owner', now() from "user" order by id limit 2`)
    const [one, two] = await ask<{ id: string }>(
      `select id from member where organization_id = 'two' order by id`,
    )
    await Promise.all([goes(client, one?.id), goes(other, two?.id)])
    const left = await ask(`select 1 from member where organization_id = 'two'`)
    return left.length === 0 ? 1 : 0
  }
  const goes = async (by: pg.Client, id?: string) => {
    try {
      await by.query(
        'begin; delete from member where id = $1'.replace('$1', pg.escapeLiteral(String(id))),
      )
      // Each asks who is left before either ends: without the lock each finds the other still there.
      await by.query('set constraints all immediate; select pg_sleep(0.2)')
      await by.query('commit')
    } catch {
      await by.query('rollback')
    }
  }
  try {
    await killAll('Locks', [
      {
        name: 'a_lock_organization_of_owner',
        standing: () => bothGo('select'),
        gone: () => bothGo('alter table member disable trigger a_lock_organization_of_owner'),
      },
    ])
  } finally {
    await other.end()
  }
})
