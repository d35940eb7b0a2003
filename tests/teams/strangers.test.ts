import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { getTeam, listCandidates, listTeams } from '~/features/teams/teams.functions'
import { asOwner } from '../support/database'
import { callAuth, knock } from '../support/knock'
import { arrive, found, type Organization, type Person } from '../support/people'
import { actsOf, makeTeam, teamsOf } from './team'

let ada: Person, bob: Person, cleo: Person, eve: Person
let acme: Organization, globex: Organization, initech: Organization
/** Acme's team Design, with Cleo in it; Globex's team Secret, with Eve in it. */
let design: string, secret: string

beforeAll(async () => {
  ;[ada, bob, cleo, eve] = await Promise.all([
    arrive('ada'),
    arrive('bob'),
    arrive('cleo'),
    arrive('eve'),
  ])
  acme = await found('acme', ada, [
    { person: bob, role: 'admin' },
    { person: cleo, role: 'member' },
  ])
  globex = await found('globex', eve)
  initech = await found('initech', ada)
  design = await makeTeam(ada, acme, 'Design')
  secret = await makeTeam(eve, globex, 'Secret')
  await actsOf(ada, acme).add(design, cleo)
  await actsOf(eve, globex).add(secret, eve)
})

const everything = () =>
  asOwner(sql`select team.*, array(select user_id from team_member where team_id = team.id order by 1) as people
    from team order by team.id`)

test('whatever is tried with a team of another organization, it is answered like one that never was, and nothing changes', async () => {
  const before = await everything()
  const mine = actsOf(ada, acme)
  const theirs = actsOf(ada, globex)
  for (const [foreign, missing] of [
    [await mine.rename(secret, 'Mine'), await mine.rename('nothing', 'Mine')],
    [await mine.remove(secret), await mine.remove('nothing')],
    [await mine.add(secret, cleo), await mine.add('nothing', cleo)],
    [await mine.takeOut(secret, cleo), await mine.takeOut('nothing', cleo)],
    [await theirs.rename(secret, 'Mine'), await theirs.rename('nothing', 'Mine')],
    [await theirs.remove(secret), await theirs.remove('nothing')],
    [await theirs.add(secret, ada), await theirs.add('nothing', ada)],
    [await theirs.takeOut(secret, eve), await theirs.takeOut('nothing', eve)],
    [await membersOf(secret), await membersOf('nothing')],
    [await theirs.create('Mine'), await actsOf(ada, { id: 'nowhere' }).create('Mine')],
  ] as const) {
    expect(foreign.status).toBeGreaterThanOrEqual(400)
    expect(foreign.status).toBeLessThan(500)
    expect([foreign.status, foreign.data]).toEqual([missing.status, missing.data])
  }
  expect(await everything()).toEqual(before)
})

test.each([
  ['the page of a team', getTeam],
  ['who can be added', listCandidates],
])('%s says the same of a foreign team and of none', async (_what, door) => {
  const foreign = await knock(door, { org: 'acme', team: secret }, ada.headers)
  const missing = await knock(door, { org: 'acme', team: 'nothing' }, ada.headers)
  expect([foreign.status, foreign.body]).toEqual([missing.status, missing.body])
  expect(JSON.stringify(foreign.result ?? '')).not.toContain(eve.id)
})

test('a cursor of another organization leads nowhere, like one that never was', async () => {
  for (const [door, cursor] of [
    [listTeams, secret],
    [getTeam, eve.id],
  ] as const) {
    const asked = (after: string) => knock(door, { org: 'acme', team: design, after }, ada.headers)
    const [foreign, missing] = [await asked(cursor), await asked('nothing')]
    expect(foreign.status).toBe(200)
    expect(foreign.body).toBe(missing.body)
  }
})

test.each([['a\u0000b'], ['x'.repeat(10_000)], [7], [null], [['team']], [{ id: 'team' }]])(
  'a call about a team whose id is %j is refused in order',
  async (id) => {
    const { headers } = ada
    const organizationId = acme.id
    for (const [path, body] of [
      ['create-team', { name: id, organizationId: id }],
      ['update-team', { teamId: id, data: { name: 'Other', organizationId } }],
      ['update-team', { teamId: design, data: id }],
      ['remove-team', { teamId: id, organizationId }],
      ['add-team-member', { teamId: id, userId: cleo.id, organizationId }],
      ['add-team-member', { teamId: design, userId: id, organizationId }],
      ['remove-team-member', { teamId: id, userId: cleo.id, organizationId }],
      ['set-active-team', { teamId: id }],
    ] as const) {
      const { status } = await callAuth(`/organization/${path}`, { body, headers })
      const unset = path === 'set-active-team' && id === null
      expect(status, path).toBeGreaterThanOrEqual(unset ? 200 : 400)
      expect(status, path).toBeLessThan(500)
    }
  },
)

describe('into a team comes', () => {
  test('nobody who is not in the organization: their id is answered like one that never was', async () => {
    const foreign = await actsOf(ada, acme).add(design, eve)
    const missing = await actsOf(ada, acme).add(design, { id: 'nobody' })
    expect(foreign.status).toBe(404)
    expect(foreign.data).toMatchObject({
      message: 'This person is not in the organization any more.',
    })
    expect([foreign.status, foreign.data]).toEqual([missing.status, missing.data])
  })

  test('nobody offered by a role that may not read who is a member, which sees no addresses either', async () => {
    await roleOfBob('usher', { team: ['read', 'update'] })
    const page = { org: 'acme', team: design, q: 'acme.test' }
    expect((await knock(listCandidates, page, bob.headers)).status).toBe(403)
    const { body } = await knock(getTeam, { ...page, q: undefined }, bob.headers)
    expect(body).toContain('Cleo')
    expect(body).not.toContain(cleo.email)
    expect((await knock(getTeam, page, bob.headers)).body).not.toContain('Cleo')
    await asOwner(sql`update member set role = 'admin' where user_id = ${bob.id}`)
  })

  test('nobody twice', async () => {
    const { status, data } = await actsOf(ada, acme).add(design, cleo)
    expect(status).toBe(409)
    expect(data).toMatchObject({ message: 'Cleo is in this team already.' })
  })

  test('nobody by a member, who takes nobody out either, not even themselves', async () => {
    expect((await actsOf(cleo, acme).add(design, cleo)).status).toBe(403)
    expect((await actsOf(cleo, acme).takeOut(design, cleo)).status).toBe(403)
  })

  test('nobody by a role that may change people and not teams', async () => {
    await roleOfBob('clerk', { member: ['read', 'update', 'delete'], team: ['read'] })
    expect((await actsOf(bob, acme).add(design, bob)).status).toBe(403)
    expect((await actsOf(bob, acme).takeOut(design, cleo)).status).toBe(403)
    await asOwner(sql`update member set role = 'admin' where user_id = ${bob.id}`)
    expect((await actsOf(bob, acme).add(design, bob)).status).toBe(200)
    expect((await actsOf(bob, acme).takeOut(design, bob)).status).toBe(200)
  })
})

describe('a call is about the organization that better-auth acts on', () => {
  test('a team is not moved by naming another organization in its data', async () => {
    const { headers } = ada
    const body = { teamId: design, data: { name: 'Design', organizationId: initech.id } }
    const moved = await callAuth('/organization/update-team', { body, headers })
    expect(moved.status).toBe(400)
    expect((await teamsOf(acme)).map(({ id }) => id)).toContain(design)
  })

  test('nor is a limit counted elsewhere, or a line written into another organization’s log', async () => {
    await makeTeam(ada, acme, 'Third')
    const { headers } = ada
    await callAuth('/organization/set-active', { body: { organizationId: acme.id }, headers })
    const beside = await callAuth('/organization/create-team', {
      body: { name: 'Fourth' },
      query: { organizationId: initech.id },
      headers,
    })
    expect(beside).toMatchObject({ status: 400, data: { code: 'ORGANIZATION_REQUIRED' } })
    expect(await teamsOf(acme)).toHaveLength(3)

    const lines = () => asOwner(sql`select 1 from audit where organization_id = ${globex.id}`)
    const before = await lines()
    const { status } = await callAuth('/organization/update-team', {
      body: {
        teamId: design,
        organizationId: globex.id,
        data: { name: 'Designers', organizationId: acme.id },
      },
      headers,
    })
    expect(status).toBe(200)
    expect(await lines()).toEqual(before)
  })

  test('so a role without a permission does not borrow one by naming two organizations', async () => {
    await roleOfBob('blind', { project: ['read'] })
    const { headers } = bob
    await callAuth('/organization/set-active', { body: { organizationId: acme.id }, headers })
    const asked = (path: string, more: Record<string, string> = {}) =>
      callAuth(path, { query: { organizationId: acme.id, ...more }, headers })
    for (const { status } of [
      await asked('/organization/list-teams'),
      await asked('/organization/list-teams', { organizationSlug: 'nowhere' }),
      await asked('/organization/list-members', { organizationSlug: '' }),
    ]) {
      expect(status).toBe(403)
    }
    await asOwner(sql`update member set role = 'admin' where user_id = ${bob.id}`)
  })
})

const membersOf = (teamId: string) =>
  callAuth('/organization/list-team-members', { query: { teamId }, headers: ada.headers })

/** Gives Bob a role of Acme's own, past every rule. */
async function roleOfBob(role: string, permission: Record<string, string[]>): Promise<void> {
  await asOwner(sql`insert into organization_role (id, organization_id, role, permission, created_at)
    values (gen_random_uuid(), ${acme.id}, ${role}, ${JSON.stringify(permission)}, now())`)
  await asOwner(
    sql`update member set role = ${role} where user_id = ${bob.id} and organization_id = ${acme.id}`,
  )
}
