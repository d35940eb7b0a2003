import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { getMembership } from '~/features/organizations/organizations.functions'
import { listRoles } from '~/features/roles/roles.functions'
import { asOwner } from '../support/database'
import { callAuth, knock } from '../support/knock'
import { arrive, found, type Organization, type Person } from '../support/people'

let ada: Person, bob: Person, cleo: Person
let acme: Organization

beforeAll(async () => {
  ;[ada, bob, cleo] = await Promise.all([arrive('ada'), arrive('bob'), arrive('cleo')])
  acme = await found('acme', ada, [
    { person: bob, role: 'admin' },
    { person: cleo, role: 'member' },
  ])
})

beforeEach(async () => {
  await asOwner(sql`truncate organization_role, invitation, join_link, audit`)
  await Promise.all([give(bob, 'admin'), give(cleo, 'member')])
})

type Permission = Record<string, unknown>
const seesProjects = { project: ['read'] }

const act = (path: string, body: object, by = ada) =>
  callAuth(`/organization/${path}`, {
    body: { organizationId: acme.id, ...body },
    headers: by.headers,
  })
const create = (role: unknown, permission: Permission = seesProjects, by = ada) =>
  act('create-role', { role, permission }, by)
const give = async (person: Person, role: string) => {
  await asOwner(sql`update member set role = ${role} where user_id = ${person.id}`)
}
const rolesOf = async (person: Person) => {
  const [row] = await asOwner(sql`select role from member where user_id = ${person.id}`)
  return row?.role
}
const names = async () =>
  (await asOwner(sql`select role from organization_role order by role`)).map(({ role }) => role)

test('an organization makes a role of its own, which stands in the list with who holds it, and in the audit log', async () => {
  expect((await create('Support lead', { project: ['read'], team: ['read'] })).status).toBe(200)
  await give(cleo, 'member,support lead')
  const { result } = await knock(listRoles, { org: 'acme' }, ada.headers)
  expect(result).toMatchObject([
    { id: 'owner', builtIn: true, holders: 1 },
    { id: 'admin', builtIn: true, holders: 1 },
    { id: 'member', builtIn: true, holders: 1 },
    {
      name: 'support lead',
      builtIn: false,
      grant: { project: ['read'], team: ['read'] },
      holders: 1,
    },
  ])
  expect(
    await asOwner(sql`select action, actor_name, details from audit where action like 'role.%'`),
  ).toEqual([
    {
      action: 'role.created',
      actor_name: 'Ada',
      details: { role: 'support lead', permission: { project: ['read'], team: ['read'] } },
    },
  ])
})

test.each([
  ['two roles at once', 'designer,owner'],
  ['a built-in one', 'Admin'],
  ['with spaces around it', ' designer '],
  ['empty', ''],
  ['endless', 'x'.repeat(100_000)],
  ['in another script', 'дизайнер'],
  ['no text', 7],
])('a name that is %s is refused, for a new role and for an old one', async (_what, name) => {
  await create('bookkeeper')
  for (const { status, data } of [
    await create(name),
    await act('update-role', { roleName: 'bookkeeper', data: { roleName: name } }),
  ]) {
    expect(status).toBe(422)
    expect(data).toMatchObject({ code: 'REFUSED', fields: { name: expect.any(String) } })
  }
  expect(await names()).toEqual(['bookkeeper'])
})

test.each([
  ['a noun nobody knows', { rocket: ['fly'] }],
  ['an act nobody knows', { project: ['read', 'fly'] }],
  ['what every object has', { constructor: ['name'] }],
  ['nothing', {}],
  ['nothing of a noun', { project: [] }],
  ['one thing a thousand times', { project: Array.from({ length: 1000 }, () => 'read') }],
])('a permission that names %s is refused with a sentence', async (_what, permission) => {
  await create('bookkeeper')
  for (const { status, data } of [
    await create('designer', permission),
    await act('update-role', { roleName: 'bookkeeper', data: { permission } }),
  ]) {
    expect(status).toBe(422)
    expect(data).toMatchObject({ refusal: 'invalid', fields: { permission: expect.any(String) } })
  }
  expect(await asOwner(sql`select role, permission from organization_role`)).toEqual([
    { role: 'bookkeeper', permission: JSON.stringify(seesProjects) },
  ])
})

test.each([{ project: 'read' }, { project: [1] }, 'project', null, 7])(
  'a permission that is no list of acts (%j) is refused, and no bug',
  async (permission) => {
    const { status } = await act('create-role', { role: 'designer', permission })
    expect(status).toBe(400)
    expect(await names()).toEqual([])
  },
)

test('a role may be called what every object has, and grants what it says', async () => {
  await give(cleo, 'constructor')
  const before = await knock(getMembership, { org: 'acme' }, cleo.headers)
  expect(before.error).toMatchObject({ code: 'forbidden' })
  expect((await create('constructor')).status).toBe(200)
  const { result } = await knock(listRoles, { org: 'acme' }, cleo.headers)
  expect(result).toBeUndefined()
  await act('update-role', { roleName: 'constructor', data: { permission: { ac: ['read'] } } })
  const now = await knock(listRoles, { org: 'acme' }, cleo.headers)
  // Whoever does not see members does not see how many they are either.
  expect(now.result).toMatchObject([
    { holders: null },
    { holders: null },
    { holders: null },
    { holders: null },
  ])
})

test('ten at once with one name make one role, and the others are told that there is one', async () => {
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, turn) => create('Designer', seesProjects, turn % 2 ? ada : bob)),
  )
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  for (const { status, data } of answers) {
    if (status !== 200) expect(data).toMatchObject({ code: 'ROLE_NAME_IS_ALREADY_TAKEN' })
  }
  expect(await names()).toEqual(['designer'])
})

test('an organization has room for twenty roles of its own, also when the last place is asked for twice', async () => {
  await asOwner(sql`insert into organization_role (id, organization_id, role, permission)
    select 'r' || n, ${acme.id}, 'role ' || n, '{"project":["read"]}' from generate_series(1, 19) n`)
  const answers = await Promise.all([create('one more'), create('and another')])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 400])
  expect(answers.find(({ status }) => status === 400)?.data).toMatchObject({
    code: 'TOO_MANY_ROLES',
  })
})

describe('a role gets another name', () => {
  test('its holders keep it, and what promises it promises it still', async () => {
    await create('designer')
    await give(cleo, 'member,designer')
    await give(bob, 'admin,designers')
    await act('invite-member', { email: 'new@acme.test', role: 'designer' })
    await asOwner(sql`insert into join_link (id, organization_id, token_hash, role, max_uses, expires_at)
      values ('link', ${acme.id}, 'hash', 'designer', 5, now() + interval '1 day')`)
    expect(
      (await act('update-role', { roleName: 'designer', data: { roleName: 'artist' } })).status,
    ).toBe(200)
    expect([await rolesOf(cleo), await rolesOf(bob)]).toEqual(['member,artist', 'admin,designers'])
    expect(
      await asOwner(sql`select role from invitation union all select role from join_link`),
    ).toEqual([{ role: 'artist' }, { role: 'artist' }])
    expect(await asOwner(sql`select details from audit where action = 'role.updated'`)).toEqual([
      { details: { role: 'designer', renamed: 'artist' } },
    ])
  })

  test('not one that is taken, and then nothing has changed', async () => {
    await create('designer')
    await create('artist')
    await give(cleo, 'designer')
    const { data } = await act('update-role', {
      roleName: 'designer',
      data: { roleName: 'artist' },
    })
    expect(data).toMatchObject({ code: 'ROLE_NAME_IS_ALREADY_TAKEN' })
    expect(await names()).toEqual(['artist', 'designer'])
    expect(await rolesOf(cleo)).toBe('designer')
  })
})

describe('a role is deleted', () => {
  const remove = (body: object, by = ada) => act('delete-role', body, by)

  test('once nobody holds it; somebody with a role of a similar name is no obstacle', async () => {
    await create('design')
    await create('designer')
    await give(cleo, 'member,designer')
    const { status, data } = await remove({ roleName: 'designer' })
    expect(status).toBe(409)
    expect(data).toMatchObject({
      message: 'This role is still in use by one person. Change that first.',
    })
    expect((await remove({ roleName: 'design' })).status).toBe(200)
    expect(await names()).toEqual(['designer'])
  })

  test('not while open invitations and links promise it, and the sentence counts them', async () => {
    await create('designer')
    await create('artist')
    for (const email of ['one@acme.test', 'two@acme.test']) {
      await act('invite-member', { email, role: 'designer' })
    }
    await asOwner(sql`insert into join_link (id, organization_id, token_hash, role, max_uses, uses, expires_at)
      values ('open', ${acme.id}, 'a', 'designer', 5, 0, now() + interval '1 day'),
        ('used', ${acme.id}, 'b', 'artist', 5, 5, now() + interval '1 day'),
        ('old', ${acme.id}, 'c', 'artist', 5, 0, now() - interval '1 day')`)
    const { data } = await remove({ roleName: 'designer' })
    expect(data).toMatchObject({
      message: 'This role is still in use by 2 open invitations, one open link. Change that first.',
    })
    expect((await remove({ roleName: 'artist' })).status).toBe(200)
    await asOwner(sql`update invitation set status = 'canceled'`)
    await asOwner(sql`delete from join_link`)
    expect((await remove({ roleName: 'designer' })).status).toBe(200)
  })

  test('held by the last of very many, it stays', async () => {
    await create('design')
    await asOwner(sql`with people as (insert into "user" (id, name, email, updated_at)
        select 'u' || n, 'Somebody', n || '@acme.test', now() from generate_series(1, 120) n returning id)
      insert into member (id, organization_id, user_id, role, created_at)
        select 'm' || id, ${acme.id}, id, case id when 'u120' then 'design' else 'designer' end, now() from people`)
    expect((await remove({ roleName: 'design' })).data).toMatchObject({ refusal: 'conflict' })
    await asOwner(sql`delete from "user" where name = 'Somebody'`)
  })

  test('a built-in one never, and one that is gone is not there', async () => {
    expect((await remove({ roleName: 'member' })).data).toMatchObject({
      code: 'CANNOT_DELETE_A_PRE_DEFINED_ROLE',
    })
    expect((await remove({ roleId: 'nowhere' })).data).toMatchObject({ code: 'ROLE_NOT_FOUND' })
  })

  test('named by name and id at once, the log tells of the one that went', async () => {
    await create('first')
    await create('second')
    const [second] = await asOwner(sql`select id from organization_role where role = 'second'`)
    expect((await remove({ roleName: 'first', roleId: second?.id })).status).toBe(200)
    expect(await names()).toEqual(['second'])
    expect(await asOwner(sql`select details from audit where action = 'role.removed'`)).toEqual([
      { details: { role: 'first' } },
    ])
  })
})
