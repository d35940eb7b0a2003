import { is } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import type pg from 'pg'
import { expect, test } from 'vitest'
import * as authSchema from '~/db/schema/auth'
import { ask, asOwner } from './catalog'

/** Tables without policies, each with the reason. The role tenant has no rights on them. */
const exempt: Record<string, string> = {
  session: 'better-auth reads it before any organization is known',
  account: 'better-auth reads it before any organization is known',
  verification: 'better-auth reads it before anybody is known',
  passkey: 'better-auth reads it before anybody is known',
  two_factor: 'better-auth reads it before anybody is signed in',
  device: 'the auth room reads it before anybody is known',
  impersonation: 'the auth room reads it with every session that is one',
  stripe_event: 'Stripe tells of it before it is known whose it is',
  rate_limit: 'counts addresses of the network, which belong to no organization',
}

/** What bears witness: the role auditor reads it, of every organization, and nobody changes it. */
const witnesses: Record<string, string[]> = {
  audit: ['app: insert', 'tenant: insert', 'tenant: select'],
  audit_change: ['tenant: select'],
  audit_link: [],
  audit_head: [],
}

/** What the role tenant may do with a table of better-auth's, where that is not to read every column. */
const narrower: Record<string, string[]> = {
  user: ['select (email)', 'select (id)', 'select (image)', 'select (name)'],
  // The worked example of a field of one's own; the policy lets everybody write their own.
  member: ['select', 'update (title)'],
}

/** Tables of our own that the application reaches too, each with the reason. */
const shared: Record<string, string> = {
  former_slug: 'an address is looked up before any organization is known',
  join_link: 'whoever holds the link is no member yet',
  email_domain: 'whoever has the address is no member yet',
  billing_account: 'the billing room writes what it reads from Stripe, and nobody else',
  billing_drift: 'the billing room writes what it reads from Stripe, and nobody else',
  billing_letter: 'the billing room writes what it reads from Stripe, and nobody else',
  trial: 'who has had one is asked for a person, in every organization',
}

const betterAuths = Object.values<unknown>(authSchema)
  .filter((each) => is(each, PgTable))
  .map((table) => getTableConfig(table).name)

type Table = {
  name: string
  scoped: boolean
  enabled: boolean
  forced: boolean
  policies: { to: string; for: string }[]
  /** As `tenant: select`, or `tenant: select (name)` where it is for one column only. */
  grants: string[]
  /** Foreign keys to a table of organizations' rows that leave the organization out. */
  loose: string[]
}

async function describe(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    with scoped as (select attrelid as id, attnum as number from pg_attribute
      where attname = 'organization_id' and not attisdropped)
    select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
      exists (select from scoped where id = c.oid) as scoped,
      coalesce((select json_agg(json_build_object('to', coalesce(r.rolname, 'public'), 'for', case p.polcmd
            when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end))
          from pg_policy p cross join unnest(p.polroles) to_role left join pg_roles r on r.oid = to_role
          where p.polrelid = c.oid), '[]') as policies,
      coalesce((select json_agg(line) from (
          select coalesce(r.rolname, 'public') || ': ' || lower(g.privilege_type) || g.columns as line
          from (select grantee, privilege_type, '' as columns from aclexplode(c.relacl)
                union all select x.grantee, x.privilege_type, ' (' || a.attname || ')'
                from pg_attribute a cross join aclexplode(a.attacl) x where a.attrelid = c.oid) g
          left join pg_roles r on r.oid = g.grantee where g.grantee <> c.relowner order by 1) lines), '[]') as grants,
      coalesce((select json_agg(f.confrelid::regclass::text) from pg_constraint f join scoped t on t.id = f.confrelid
          left join scoped s on s.id = f.conrelid
          where f.conrelid = c.oid and f.contype = 'f' and s.number is not null and s.number <> all (f.conkey)), '[]') as loose
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`)
  return rows
}

const everything = ['delete', 'insert', 'select', 'update']

/** What is wrong with a table, in one line that says how to mend it; undefined when nothing is. */
function complaint(table: Table): string | undefined {
  const { name, scoped, enabled, forced, policies, grants, loose } = table
  const isOurs = !betterAuths.includes(name)
  const has = (to: string) => policies.some((policy) => policy.to === to)
  const file = isOurs ? `src/db/schema/${name}s.ts` : 'src/db/schema/policies.ts'
  const stranger = [
    ...policies.map(({ to }) => to),
    ...grants.map((line) => line.split(':')[0]),
  ].find((role) => role && !['app', 'owner', 'tenant'].includes(role) && !watched(name, role))
  if (stranger) return `\`${name}\` is open to ${stranger}: only app, owner and tenant have rights`
  const forTenant = grants.filter((line) => line.startsWith('tenant:')).map((line) => line.slice(8))
  const forApp = grants.filter((line) => line.startsWith('app:')).map((line) => line.slice(5))

  if (name in exempt) {
    if (scoped)
      return `\`${name}\` has an organization_id: strike it from the exemptions, and give it a policy`
    if (policies.length > 0) return `\`${name}\` has a policy: strike it from the exemptions`
    if (forTenant.length > 0)
      return `\`${name}\` is readable by tenant: a table without a policy must not be`
    return undefined
  }
  if (policies.length === 0) {
    return isOurs
      ? `\`${name}\` has no policy: add tenantPolicy() in ${file}, or a reason in tests/db/policies.test.ts`
      : `\`${name}\` has no policy: add those for tenant, app and owner in ${file}`
  }
  if (!enabled || !forced)
    return `\`${name}\` does not force row-level security: see applyRights in src/db/rights.ts`
  if (!has('owner'))
    return `\`${name}\` has no policy for owner: data migrations would change no row; add ownerPolicy()`
  const witness = witnesses[name]
  if (witness) {
    const held = grants.filter((line) => line !== 'auditor: select')
    return held.join() === witness.join()
      ? undefined
      : `\`${name}\` bears witness and gives ${held.join(', ')}: it may give ${witness.join(', ')}`
  }
  if (!has('tenant')) return `\`${name}\` has no policy for tenant: add it in ${file}`

  if (isOurs) {
    if ((has('app') || forApp.length > 0) && !(name in shared)) {
      return `\`${name}\` is open to app: our own nouns are reached inside withTenant only`
    }
    if (loose.length > 0) {
      return `\`${name}\` refers to ${loose[0]} without its organization: make the foreign key (organization_id, …)`
    }
    return undefined
  }
  if (!has('app')) return `\`${name}\` has no policy for app: add applicationPolicy() in ${file}`
  if (forApp.join() !== everything.join())
    return `\`${name}\`: better-auth needs select, insert, update and delete`
  const needs = narrower[name] ?? ['select']
  return forTenant.join() === needs.join()
    ? undefined
    : `\`${name}\` gives tenant ${forTenant.join(', ')}: it needs ${needs.join(', ')} and nothing else`
}

const watched = (name: string, role: string) => name in witnesses && role === 'auditor'

test('every table says who sees its rows, and gives no more rights than that', async () => {
  const tables = await asOwner(describe)
  expect(tables.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['project', 'member', ...Object.keys(exempt)]),
  )
  expect(tables.flatMap((table) => complaint(table) ?? [])).toEqual([])
})

test('every table written down as an exception is there', async () => {
  const names = (await asOwner(describe)).map(({ name }) => name)
  expect(Object.keys({ ...exempt, ...shared }).filter((name) => !names.includes(name))).toEqual([])
})

test('no other schema is open to tenant, and nobody but the owner makes tables', async () => {
  const rows = await ask(`
    select nspname, has_schema_privilege('tenant', oid, 'usage') as tenant,
      has_schema_privilege('tenant', oid, 'create') or has_schema_privilege('app', oid, 'create') as creates
    from pg_namespace where nspname !~ '^(pg_|information_schema)' order by 1`)
  expect(rows).toEqual([
    { nspname: 'drizzle', tenant: false, creates: false },
    { nspname: 'jobs', tenant: false, creates: false },
    { nspname: 'public', tenant: true, creates: false },
  ])
})

test.each([
  ['create table invoice (id text primary key, organization_id text)', '`invoice` has no policy'],
  ['create table receipt (id text primary key)', '`receipt` has no policy'],
  ['alter table project disable row level security', '`project` does not force'],
  ['alter table member no force row level security', '`member` does not force'],
  ['drop policy tenant on project', '`project` has no policy for tenant'],
  ['drop policy owner on team', '`team` has no policy for owner'],
  ['drop policy app on invitation', '`invitation` has no policy for app'],
  ['create policy all_of_it on project for select using (true)', '`project` is open to public'],
  ['grant select on project to app', '`project` is open to app'],
  ['grant select on session to tenant', '`session` is readable by tenant'],
  ['grant select (role) on "user" to tenant', '`user` gives tenant'],
  ['grant update on member to tenant', '`member` gives tenant'],
  ['alter table account add column organization_id text', '`account` has an organization_id'],
  [
    `create table task (id text, organization_id text, project_id text references project (id));
     alter table task enable row level security; alter table task force row level security;
     create policy tenant on task to tenant using (true); create policy owner on task to owner using (true)`,
    '`task` refers to project without its organization',
  ],
])('the law sees: %s', async (change, words) => {
  const tables = await asOwner(
    async (client) => {
      await client.query(change)
      return describe(client)
    },
    { keep: false },
  )
  expect(tables.flatMap((table) => complaint(table) ?? [])).toEqual([
    expect.stringContaining(words),
  ])
})
