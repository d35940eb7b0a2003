import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { answered } from '~/auth/answered'
import { createJoinLink } from '~/features/members/joining.functions'
import { listMembers, listWaysIn, setTitle } from '~/features/members/members.functions'
import { getMembership } from '~/features/organizations/organizations.functions'
import { createProject, listProjects } from '~/features/projects/projects.functions'
import { Refusal } from '~/refusal'
import { asOwner } from '../support/database'
import { callAuth, knock, visit } from '../support/knock'
import { arrive, found, type Organization, type Person } from '../support/people'

let ada: Person, bob: Person, cleo: Person, eve: Person
let acme: Organization

beforeAll(async () => {
  ;[ada, bob, cleo, eve] = await Promise.all([
    arrive('ada'),
    arrive('bob'),
    arrive('cleo'),
    arrive('eve'),
  ])
})

beforeEach(async () => {
  await asOwner(sql`truncate organization cascade`)
  acme = await found('acme', ada, [
    { person: bob, role: 'admin' },
    { person: cleo, role: 'member' },
  ])
})

const act = (path: string, by: Person, body: object = {}) =>
  callAuth(`/organization/${path}`, {
    body: { organizationId: acme.id, ...body },
    headers: by.headers,
  })
const memberId = async (who: Person) => {
  const [row] = await asOwner(sql`select id from member where user_id = ${who.id}`)
  return String(row?.id)
}
const remove = async (who: Person, by = ada) =>
  act('remove-member', by, { memberIdOrEmail: await memberId(who) })
const changeRole = async (who: Person, role: string, by = ada) =>
  act('update-member-role', by, { memberId: await memberId(who), role })
const roleOf = async (who: Person) => {
  const [row] = await asOwner(sql`select role from member where user_id = ${who.id}`)
  return row?.role
}

describe.each([
  ['is removed', () => remove(bob)],
  ['leaves', () => act('leave', bob)],
])('whoever %s', (_how, goes) => {
  test('can do nothing there any more with the very next request', async () => {
    expect((await visit('/app/acme/members', bob.headers)).status).toBe(200)
    await act('set-active', bob)
    expect((await goes()).status).toBe(200)

    const project = { org: 'acme', name: 'Comeback' }
    const link = { org: 'acme', role: 'member', teamId: '', uses: 1, days: 1 }
    for (const [door, data] of [
      [getMembership, { org: 'acme' }],
      [listMembers, { org: 'acme' }],
      [listWaysIn, { org: 'acme' }],
      [setTitle, { org: 'acme', title: 'Ghost' }],
      [listProjects, { org: 'acme' }],
      [createProject, project],
      [createJoinLink, link],
    ] as const) {
      expect((await knock(door, data, bob.headers)).status).toBe(404)
    }
    for (const page of ['', '/members', '/projects', '/teams']) {
      expect((await visit(`/app/acme${page}`, bob.headers)).status, page).toBe(404)
    }
    const [team] = await asOwner(sql`select id from team`)
    for (const [path, body] of [
      ['invite-member', { email: eve.email, role: 'member' }],
      ['update', { data: { name: 'Mine' } }],
      ['create-team', { name: 'Mine' }],
      ['remove-team', { teamId: team?.id }],
      ['update-member-role', { memberId: await memberId(cleo), role: 'admin' }],
      ['remove-member', { memberIdOrEmail: cleo.email }],
      ['create-role', { role: 'ghost', permission: { project: ['read'] } }],
      ['delete', {}],
      ['leave', {}],
    ] as const) {
      const { status } = await act(path, bob, body)
      expect([400, 401, 403, 404], path).toContain(status)
    }
    for (const path of [
      'list-members',
      'list-invitations',
      'list-teams',
      'get-full-organization',
    ]) {
      const query = { organizationId: acme.id }
      const { data, status } = await callAuth(`/organization/${path}`, {
        query,
        headers: bob.headers,
      })
      expect(status, path).toBeGreaterThanOrEqual(400)
      expect(JSON.stringify(data), path).not.toContain(cleo.email)
    }
    const counted = sql`select (select count(*)::int from member) as members,
      (select count(*)::int from project) as projects, (select count(*)::int from invitation) as invitations`
    expect(await asOwner(counted)).toEqual([{ members: 2, projects: 0, invitations: 0 }])
  })

  test('is in none of its teams any more', async () => {
    const [team] = await asOwner(sql`select id from team`)
    await act('add-team-member', ada, { teamId: team?.id, userId: bob.id })
    const places = sql`select 1 from team_member where user_id = ${bob.id}`
    expect(await asOwner(places)).toHaveLength(1)
    await goes()
    expect(await asOwner(places)).toEqual([])
  })
})

describe('a role', () => {
  test('that is changed counts with the very next request, in both directions', async () => {
    expect((await knock(listWaysIn, { org: 'acme' }, cleo.headers)).status).toBe(403)
    expect((await changeRole(cleo, 'admin')).status).toBe(200)
    expect((await knock(listWaysIn, { org: 'acme' }, cleo.headers)).status).toBe(200)
    expect((await changeRole(cleo, 'member')).status).toBe(200)
    expect((await knock(listWaysIn, { org: 'acme' }, cleo.headers)).status).toBe(403)
  })

  test("may be one of the organization's own", async () => {
    await act('create-role', ada, { role: 'guest', permission: { project: ['read'] } })
    expect((await changeRole(cleo, 'guest')).status).toBe(200)
    expect(await roleOf(cleo)).toBe('guest')
    expect((await knock(listProjects, { org: 'acme' }, cleo.headers)).status).toBe(200)
    expect((await knock(listMembers, { org: 'acme' }, cleo.headers)).status).toBe(403)
  })

  test('of an owner is changed by owners only, and nobody makes themselves one', async () => {
    for (const [who, role, by] of [
      [ada, 'member', bob],
      [bob, 'owner', bob],
      [cleo, 'owner', bob],
      [cleo, 'admin', cleo],
    ] as const) {
      expect((await changeRole(who, role, by)).status).toBe(403)
    }
    expect(await Promise.all([ada, bob, cleo].map(roleOf))).toEqual(['owner', 'admin', 'member'])
  })

  test.each(['nobody', '', 'admin,', 'member,owner'])(
    'called %j is given to nobody by an admin',
    async (role) => {
      await changeRole(cleo, role, bob)
      expect(['member', 'admin']).toContain(await roleOf(cleo))
    },
  )
})

test('of two owners who remove each other at once, one stays', async () => {
  await changeRole(bob, 'owner')
  const [adas, bobs] = await Promise.all([memberId(ada), memberId(bob)])
  const answers = await Promise.all([
    act('remove-member', ada, { memberIdOrEmail: bobs }),
    act('remove-member', bob, { memberIdOrEmail: adas }),
  ])
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(await asOwner(sql`select 1 from member where role = 'owner'`)).toHaveLength(1)
})

test.each([
  ['a member who is gone is removed', () => act('remove-member', ada, { memberIdOrEmail: 'gone' })],
  [
    'a member who is gone gets a role',
    () => act('update-member-role', ada, { memberId: 'gone', role: 'admin' }),
  ],
  ['a member removes somebody', () => remove(bob, cleo)],
  ['an admin removes the owner', () => remove(ada, bob)],
  ['the only owner is removed', () => remove(ada, ada)],
  ['the only owner leaves', () => act('leave', ada)],
  ['the only owner is made a member', () => changeRole(ada, 'member')],
  ['a role is given that does not exist', () => changeRole(cleo, 'nobody')],
  [
    'a team is named that does not exist',
    () => act('invite-member', ada, { email: eve.email, role: 'member', teamId: 'gone' }),
  ],
  [
    'somebody is invited as what does not exist',
    () => act('invite-member', ada, { email: eve.email, role: 'nobody' }),
  ],
  ['a member is invited', () => act('invite-member', ada, { email: cleo.email, role: 'member' })],
  [
    'what is no address is invited',
    () => act('invite-member', ada, { email: 'nobody', role: 'member' }),
  ],
  [
    'an invitation is cancelled that never was',
    () => act('cancel-invitation', ada, { invitationId: 'gone' }),
  ],
  [
    'an invitation is declined that never was',
    () => act('reject-invitation', ada, { invitationId: 'gone' }),
  ],
])('when %s, there is a sentence for it', async (_what, work) => {
  const { status, data } = await work()
  expect(status).toBeGreaterThanOrEqual(400)
  let told: unknown
  try {
    answered({ data: null, error: { status, ...data } })
  } catch (error) {
    told = error
  }
  expect(told).toBeInstanceOf(Refusal)
  const { sentence } = Object(told)
  expect(sentence).toMatch(/\.$/)
  const general = [
    'This was not accepted',
    'You are not allowed to do this',
    'Your session has ended',
  ]
  expect(general.filter((words) => sentence.startsWith(words))).toEqual([])
})
