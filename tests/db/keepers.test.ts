import { expect, test } from 'vitest'
import { ask, asOwner } from './catalog'

// What the triggers of the database keep, whoever writes: here the owner of the tables, by hand.

type Write = (statement: string, values?: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>

/** Two people, two organizations with a team each; everything is taken back afterwards. */
async function inTheWorld<Result>(work: (write: Write) => Promise<Result>): Promise<Result> {
  return asOwner(
    async (client) => {
      const write: Write = (statement, values) => client.query(statement, values)
      await write(`insert into "user" (id, name, email) values
        ('ada', 'Ada', 'ada@acme.test'), ('bob', 'Bob', 'bob@acme.test'), ('eve', 'Eve', 'eve@globex.test')`)
      await write(`insert into organization (id, name, slug, created_at)
        values ('acme', 'Acme', 'acme', now()), ('globex', 'Globex', 'globex', now())`)
      await write(`insert into member (id, organization_id, user_id, role, created_at) values
        ('acme-ada', 'acme', 'ada', 'owner', now()), ('acme-bob', 'acme', 'bob', 'member', now()),
        ('globex-eve', 'globex', 'eve', 'owner', now()), ('globex-bob', 'globex', 'bob', 'member', now())`)
      await write(`insert into team (id, name, organization_id, created_at, member_count) values
        ('design', 'Design', 'acme', now(), 1), ('sales', 'Sales', 'globex', now(), 1)`)
      await write(
        `insert into team_member (id, team_id, user_id) values ('d', 'design', 'bob'), ('s', 'sales', 'bob')`,
      )
      return work(write)
    },
    { keep: false },
  )
}

/** Asks now what is asked when a transaction ends. */
const settle = (write: Write) => write('set constraints all immediate')
const ownerless = { constraint: 'organization_keeps_an_owner' }

test.each([
  ['is deleted', `delete from member where id = 'acme-ada'`],
  ['loses the role', `update member set role = 'admin' where id = 'acme-ada'`],
  [
    'gets a role that only sounds like it',
    `update member set role = 'co-owner' where user_id = 'ada'`,
  ],
  ['loses the account', `delete from "user" where id = 'ada'`],
  [
    'is moved away',
    `update member set organization_id = 'globex', role = 'member' where user_id = 'ada'`,
  ],
])('when the last owner %s, the transaction cannot end', async (_what, statement) => {
  await inTheWorld(async (write) => {
    await write(statement)
    await expect(settle(write)).rejects.toMatchObject(ownerless)
  })
})

test.each([
  [
    'somebody else has become one meanwhile',
    `update member set role = 'member' where user_id = 'ada'; update member set role = 'owner' where id = 'acme-bob'`,
  ],
  ['the role is one of two', `update member set role = 'admin, owner' where user_id = 'ada'`],
  ['the whole organization goes', `delete from organization where id = 'acme'`],
  [
    'the organization goes with the account',
    `delete from "user" where id = 'ada'; delete from organization where id = 'acme'`,
  ],
])('an owner may go where %s', async (_what, statements) => {
  await inTheWorld(async (write) => {
    await write(statements)
    await settle(write)
  })
})

test('whoever leaves an organization leaves its teams, and those of no other', async () => {
  await inTheWorld(async (write) => {
    await write(`delete from member where id = 'acme-bob'`)
    const teams = await write('select id, member_count from team order by id')
    expect(teams.rows).toEqual([
      { id: 'design', member_count: 0 },
      { id: 'sales', member_count: 1 },
    ])
    expect((await write('select id from team_member')).rows).toEqual([{ id: 's' }])
  })
})

test('with an account everything goes that made a member of it', async () => {
  await inTheWorld(async (write) => {
    await write(`delete from "user" where id = 'bob'`)
    expect((await write('select 1 from team_member')).rows).toEqual([])
    expect((await write(`select 1 from member where user_id = 'bob'`)).rows).toEqual([])
  })
})

test('a former address leads to its organization until another takes it', async () => {
  await inTheWorld(async (write) => {
    const former = async () =>
      (await write('select slug, organization_id as of from former_slug order by slug')).rows
    await write(`update organization set slug = 'acme-corp' where id = 'acme'`)
    await write(`update organization set slug = 'acme-inc' where id = 'acme'`)
    expect(await former()).toEqual([
      { slug: 'acme', of: 'acme' },
      { slug: 'acme-corp', of: 'acme' },
    ])
    // Globex passes through an address that was Acme's, and leaves it behind.
    await write(`update organization set slug = 'acme' where id = 'globex'`)
    expect(await former()).toEqual([
      { slug: 'acme-corp', of: 'acme' },
      { slug: 'globex', of: 'globex' },
    ])
    await write(
      `insert into organization (id, name, slug, created_at) values ('x', 'X', 'globex', now())`,
    )
    await write(`update organization set name = 'Acme Inc' where id = 'acme'`)
    expect(await former()).toEqual([{ slug: 'acme-corp', of: 'acme' }])
  })
})

test('every change of the rows that make a tenant is recorded in its own transaction', async () => {
  await inTheWorld(async (write) => {
    const recorded = async () =>
      (
        await write(`select noun || ' ' || change as what, row_id as row, at = now() as same
          from audit_change where id > ${before?.since} order by id`)
      ).rows
    const [before] = (await write('select max(id) as since from audit_change')).rows
    await write(`update member set role = 'admin' where id = 'acme-bob'`)
    await write(`delete from team_member where id = 'd'`)
    await write(`insert into organization_role (id, organization_id, role, permission)
      values ('guest', 'acme', 'guest', '{}')`)
    await write(`insert into invitation (id, organization_id, email, expires_at, inviter_id)
      values ('i', 'acme', 'cleo@acme.test', now(), 'ada')`)
    await write(`delete from team where id = 'design'`)
    expect(await recorded()).toEqual(
      [
        ['member update', 'acme-bob'],
        ['team_member delete', 'd'],
        ['organization_role insert', 'guest'],
        ['invitation insert', 'i'],
        ['team delete', 'design'],
      ].map(([what, row]) => ({ what, row, same: true })),
    )
  })
})

test('a project cannot point at another organization’s team, not even by the owner’s hand', async () => {
  const insert = `insert into project (id, organization_id, name, team_id)`
  await inTheWorld(async (write) => {
    await write(`${insert} values ('p', 'acme', 'Ours', 'design')`)
    await write('savepoint before')
    for (const statement of [
      `${insert} values ('q', 'acme', 'Theirs', 'sales')`,
      `update project set team_id = 'sales' where id = 'p'`,
      `update project set organization_id = 'globex' where id = 'p'`,
      `update team set organization_id = 'globex' where id = 'design'`,
      `delete from team where id = 'design'`,
    ]) {
      await expect(write(statement), statement).rejects.toMatchObject({
        constraint: 'project_team',
      })
      await write('rollback to before')
    }
  })
})

test('nothing of this was kept', async () => {
  expect(await ask('select 1 from organization')).toEqual([])
})
