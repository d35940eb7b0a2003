import { expect, test } from 'vitest'
import { ask, asOwner } from './catalog'

/** Indexes of organizations' rows that do not begin with the organization, each with the reason. */
const exempt: Record<string, string> = {
  audit_acted_at: 'how many organizations are active is asked by operators, of all of them',
  audit_subscription_at: 'what was bought when is asked by operators, of all of them',
  audit_actor_id: 'what one person did is asked by operators, of every organization',
  audit_subject_id: 'what was done to one person is asked by operators, of every organization',
  email_domain_verified: 'of all organizations one only may have shown that a domain is its own',
  join_link_token_hash_unique: 'whoever holds the link is no member yet',
  join_link_created_by: 'an account that is deleted takes its links along',
  project_created_by: 'an account that is deleted leaves its projects behind',
  trial_user_id: 'who has had a trial is asked for a person, in every organization',
  invitation_email_idx: 'better-auth’s own: a person’s invitations, from every organization',
  member_userId_idx: 'better-auth’s own: a person’s organizations',
  organizationRole_role_idx: 'better-auth’s own, written by its generator',
}

type Index = { name: string; table: string; columns: string[]; primary: boolean }

const indexes = `
  select n.relname as name, c.relname as table, i.indisprimary as primary,
    (select json_agg(coalesce(a.attname, 'expression') order by k.place)
      from unnest(i.indkey::int[]) with ordinality k (number, place)
      left join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number and a.attnum > 0) as columns
  from pg_index i join pg_class c on c.oid = i.indrelid join pg_class n on n.oid = i.indexrelid
  where c.relnamespace = 'public'::regnamespace and exists
    (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped)`

/** What is wrong with an index, in a line that says how to mend it. A row's own key finds one row and serves no list. */
function complaints(all: Index[]): string[] {
  return all
    .filter(
      ({ name, columns, primary }) =>
        !primary && columns[0] !== 'organization_id' && !(name in exempt),
    )
    .map(
      ({ name, table, columns }) =>
        `\`${table}\`: the index ${name} (${columns.join(', ')}) begins with ${columns[0]}; put organization_id first, or a reason into tests/db/tenant-first.test.ts`,
    )
}

test('every index of an organization’s rows begins with the organization, or says why not', async () => {
  const all = await ask<Index>(indexes)
  expect(complaints(all)).toEqual([])
  const names = all.map(({ name }) => name)
  expect(Object.keys(exempt).filter((name) => !names.includes(name))).toEqual([])
})

test('every table of organizations’ rows has one, so that a list reads no other organization’s', async () => {
  const all = await ask<Index>(indexes)
  const tables = [...new Set(all.map(({ table }) => table))]
  const served = all.filter(({ columns }) => columns[0] === 'organization_id')
  expect(tables).toEqual(expect.arrayContaining(['project', 'member', 'audit', 'former_slug']))
  expect(tables.filter((name) => !served.some(({ table }) => table === name))).toEqual([])
})

test('the law sees an index that leaves the organization out', async () => {
  const all = await asOwner(
    async (client) => {
      await client.query('create index project_by_name on project (name, organization_id)')
      return (await client.query<Index>(indexes)).rows
    },
    { keep: false },
  )
  expect(complaints(all)).toEqual([
    expect.stringContaining(
      '`project`: the index project_by_name (name, organization_id) begins with name',
    ),
  ])
})

type ForeignKey = { name: string; table: string; target: string; composite: boolean }

/** From one table of organizations' rows to another. */
const foreignKeys = `
  with scoped as (select attrelid as id, attnum as number from pg_attribute
    where attname = 'organization_id' and not attisdropped)
  select f.conname as name, f.conrelid::regclass::text as table, f.confrelid::regclass::text as target,
    s.number = f.conkey[1] and t.number = f.confkey[1] as composite
  from pg_constraint f join scoped s on s.id = f.conrelid join scoped t on t.id = f.confrelid
  where f.contype = 'f' and f.connamespace = 'public'::regnamespace order by 1`

test('what an organization’s row refers to, it refers to together with the organization', async () => {
  const keys = await ask<ForeignKey>(foreignKeys)
  expect(keys.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['project_team', 'join_link_team']),
  )
  expect(keys.filter(({ composite }) => !composite)).toEqual([])
})

test('the law sees a reference that leaves the organization out', async () => {
  const keys = await asOwner(
    async (client) => {
      await client.query(
        'alter table invitation add constraint loose foreign key (team_id) references team (id)',
      )
      return (await client.query<ForeignKey>(foreignKeys)).rows
    },
    { keep: false },
  )
  expect(keys.filter(({ composite }) => !composite)).toMatchObject([{ name: 'loose' }])
})
