import { sql } from 'drizzle-orm'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { access, roles } from '~/auth/permissions'
import * as betterAuthMemory from '../../node_modules/better-auth/dist/plugins/organization/permission.mjs'
import { asOwner } from '../support/database'
import { callAuth } from '../support/knock'
import { arrive, found, type Organization, type Person } from '../support/people'

// Cleo leads people: she may do much about members and roles, and little else. Bob is an admin, Ada the owner.
const lead = {
  member: ['read', 'update', 'delete'],
  invitation: ['read', 'create'],
  ac: ['read', 'create', 'update', 'delete'],
  project: ['read'],
}
const boss = { organization: ['delete'] }
const guest = { project: ['read'] }

let ada: Person, bob: Person, cleo: Person, eve: Person
let acme: Organization
let ids: Record<string, string>

beforeAll(async () => {
  ;[ada, bob, cleo, eve] = await Promise.all([
    arrive('ada'),
    arrive('bob'),
    arrive('cleo'),
    arrive('eve'),
  ])
  acme = await found('acme', ada)
})

beforeEach(async () => {
  await asOwner(sql`truncate organization_role, invitation`)
  await asOwner(sql`insert into organization_role (id, organization_id, role, permission)
    select key, ${acme.id}, key, value from json_each_text(${JSON.stringify({ lead, boss, guest })})`)
  const roles = { [bob.id]: 'admin', [cleo.id]: 'lead', [eve.id]: 'guest' }
  await asOwner(sql`insert into member (id, organization_id, user_id, role, created_at)
    select 'of ' || key, ${acme.id}, key, value, now() from json_each_text(${JSON.stringify(roles)})
    on conflict (id) do update set role = excluded.role`)
  const rows = await asOwner(sql`select id, user_id from member`)
  ids = Object.fromEntries(rows.map(({ id, user_id }) => [String(user_id), String(id)]))
})

afterEach(() => vi.restoreAllMocks())

const give = (person: Person, role: string) =>
  asOwner(sql`update member set role = ${role} where user_id = ${person.id}`)
const act = (path: string, body: object, by: Person) =>
  callAuth(`/organization/${path}`, {
    body: { organizationId: acme.id, ...body },
    headers: by.headers,
  })
const everything = () =>
  asOwner(sql`select role as word from member union all select role from invitation
    union all select role || permission from organization_role order by 1`)

/** Whatever is asked, it is refused with this sentence, and nothing is different afterwards. */
async function refused(asked: () => ReturnType<typeof act>, sentence: string) {
  const before = await everything()
  const { status, data } = await asked()
  expect(data).toMatchObject({ refusal: 'forbidden', message: sentence })
  expect(status).toBe(403)
  expect(await everything()).toEqual(before)
}

const tooMuch = 'This allows more than your own role does. Ask an owner.'
const notThisRole = 'Only somebody who may do as much can change this role.'

describe('nobody makes a role', () => {
  test('that allows more than they may themselves', async () => {
    for (const permission of [{ project: ['read', 'delete'] }, { organization: ['delete'] }]) {
      await refused(() => act('create-role', { role: 'new', permission }, cleo), tooMuch)
    }
    const mine = { role: 'new', permission: { project: ['read'], ac: ['read'] } }
    expect((await act('create-role', mine, cleo)).status).toBe(200)
  })

  test('of another one that allows more, be it their own', async () => {
    const data = { permission: { ...lead, project: ['read', 'delete'] } }
    for (const roleName of ['lead', 'guest']) {
      await refused(() => act('update-role', { roleName, data }, cleo), tooMuch)
      await refused(() => act('update-role', { roleId: roleName, data }, cleo), tooMuch)
    }
  })

  test('with what better-auth remembers of a permission that was taken away a moment ago', async () => {
    await asOwner(sql`update organization_role set permission = ${JSON.stringify({ ac: lead.ac })}
      where role = 'lead'`)
    const before = { ...roles, lead: access.newRole(roles.owner.statements) }
    const memory: unknown = Reflect.get(betterAuthMemory, 'cacheAllRoles')
    if (!(memory instanceof Map)) throw new Error('better-auth remembers roles elsewhere.')
    vi.spyOn(memory, 'get').mockReturnValue(before)
    await refused(() => act('create-role', { role: 'new', permission: guest }, cleo), tooMuch)
    const data = { permission: lead }
    await refused(() => act('update-role', { roleName: 'lead', data }, cleo), tooMuch)
  })

  test('any more, at the next request after their own role lost it', async () => {
    const data = { permission: { project: ['read'] } }
    expect((await act('update-role', { roleName: 'lead', data }, ada)).status).toBe(200)
    const { status, data: answer } = await act(
      'create-role',
      { role: 'x', permission: guest },
      cleo,
    )
    expect(status).toBe(403)
    expect(answer).toMatchObject({ code: 'YOU_ARE_NOT_ALLOWED_TO_CREATE_A_ROLE' })
  })
})

describe('a role that allows more than their own', () => {
  test('is neither changed, renamed nor deleted by them', async () => {
    for (const data of [{ permission: guest }, { roleName: 'nobody' }]) {
      await refused(() => act('update-role', { roleName: 'boss', data }, cleo), notThisRole)
    }
    await refused(() => act('delete-role', { roleName: 'boss' }, cleo), notThisRole)
    await refused(() => act('delete-role', { roleId: 'boss' }, bob), notThisRole)
  })

  const given = [
    'boss',
    'guest,boss',
    'guest, boss ',
    ['guest', 'boss'],
    ['guest,boss'],
    [' boss'],
    'member',
  ]
  const sentence = 'This role allows more than your own does. Ask an owner.'

  test.each(given)('is given to nobody by them, themselves included: %j', async (role) => {
    for (const person of [cleo, eve]) {
      const body = { memberId: ids[person.id], role }
      await refused(() => act('update-member-role', body, cleo), sentence)
    }
  })

  test.each(given)('is in no invitation of theirs: %j', async (role) => {
    const body = { email: 'new@acme.test', role }
    await refused(() => act('invite-member', body, cleo), sentence)
  })

  test('is promised again by nobody, whatever the second letter asks for', async () => {
    const email = 'new@acme.test'
    expect((await act('invite-member', { email, role: 'boss' }, ada)).status).toBe(200)
    const again = { email, role: 'guest', resend: true }
    await refused(() => act('invite-member', again, cleo), sentence)
    expect((await act('invite-member', again, ada)).status).toBe(200)
  })

  test('and ownership least of all', async () => {
    const owner = 'Only an owner can make somebody an owner.'
    for (const by of [bob, cleo]) {
      for (const role of ['owner', 'guest,owner', ['guest', 'owner']]) {
        const memberId = ids[eve.id]
        await refused(() => act('update-member-role', { memberId, role }, by), owner)
        await refused(() => act('invite-member', { email: 'new@acme.test', role }, by), owner)
      }
    }
  })

  test('while one that allows less is theirs to give', async () => {
    const body = { memberId: ids[eve.id], role: ['guest', 'lead'] }
    expect((await act('update-member-role', body, cleo)).status).toBe(200)
    const invited = await act('invite-member', { email: 'new@acme.test', role: 'guest' }, cleo)
    expect(invited.status).toBe(200)
  })
})

describe('somebody who may do more', () => {
  test('keeps their role and their place, whoever may do less', async () => {
    for (const them of [ada, bob]) {
      const memberId = ids[them.id]
      await refused(
        () => act('update-member-role', { memberId, role: 'guest' }, cleo),
        "Only somebody who may do as much can change this person's role.",
      )
      for (const memberIdOrEmail of [memberId, them.email, them.email.toUpperCase()]) {
        await refused(
          () => act('remove-member', { memberIdOrEmail }, cleo),
          'Only somebody who may do as much can remove this person.',
        )
      }
    }
  })

  test('can be changed and removed by whoever may do as much', async () => {
    await give(eve, 'admin')
    const memberId = ids[eve.id]
    expect((await act('update-member-role', { memberId, role: 'member' }, bob)).status).toBe(200)
    expect((await act('remove-member', { memberIdOrEmail: memberId }, cleo)).status).toBe(403)
    await give(eve, 'guest')
    expect((await act('remove-member', { memberIdOrEmail: memberId }, cleo)).status).toBe(200)
  })

  test('may give up their own role, and go', async () => {
    const memberId = ids[cleo.id]
    expect((await act('update-member-role', { memberId, role: 'guest' }, cleo)).status).toBe(200)
    expect((await act('leave', {}, cleo)).status).toBe(200)
  })
})

test('whoever may do nothing about roles is refused by better-auth, in its own words', async () => {
  const asked = [
    ['create-role', { role: 'a,b', permission: boss }, 'YOU_ARE_NOT_ALLOWED_TO_CREATE_A_ROLE'],
    [
      'update-role',
      { roleName: 'boss', data: { roleName: 'a,b' } },
      'YOU_ARE_NOT_ALLOWED_TO_UPDATE_A_ROLE',
    ],
    ['delete-role', { roleName: 'boss' }, 'YOU_ARE_NOT_ALLOWED_TO_DELETE_A_ROLE'],
  ] as const
  for (const [path, body, code] of asked) {
    expect((await act(path, body, eve)).data).toMatchObject({ code })
  }
})
