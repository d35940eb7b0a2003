import { sql } from 'drizzle-orm'
import pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { asOwner } from '../support/database'
import { callAuth } from '../support/knock'
import { arrive, found, type Organization, type Person } from '../support/people'
import { actsOf, makeTeam, putProject, teamsOf } from './team'

let ada: Person, bob: Person, cleo: Person, eve: Person
let acme: Organization

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
})

const names = async (organization: Organization) =>
  (await teamsOf(organization)).map(({ name }) => name)

test('an organization begins with one team, and its founder is in it', async () => {
  const [general] = await teamsOf(acme)
  expect(general).toMatchObject({ name: 'General', people: 1, counted: 1 })
})

test('whoever founds an organization works in all of it: no team is active', async () => {
  const created = await callAuth('/organization/create', {
    headers: bob.headers,
    body: { name: 'Vandelay', slug: 'vandelay' },
  })
  expect(created.status).toBe(200)
  const rows = await asOwner(sql`
    select active_organization_id as organization, active_team_id as team from session where user_id = ${bob.id}`)
  expect(rows).toEqual([{ organization: created.data?.id, team: null }])
})

test('an owner or admin makes, renames and removes a team; a member is told whom to ask', async () => {
  const design = await makeTeam(bob, acme, ' Design ')
  expect(await names(acme)).toEqual(['General', 'Design'])
  for (const refused of [
    await actsOf(cleo, acme).create('Kitchen'),
    // Not even that a name is taken is said to whoever may not give it.
    await actsOf(cleo, acme).create('General'),
    await actsOf(cleo, acme).rename(design, 'Kitchen'),
    await actsOf(cleo, acme).remove(design),
  ]) {
    expect(refused.status).toBe(403)
  }
  expect((await actsOf(bob, acme).rename(design, 'Studio')).status).toBe(200)
  expect(await names(acme)).toEqual(['General', 'Studio'])
  expect((await actsOf(bob, acme).remove(design)).status).toBe(200)
  expect(await names(acme)).toEqual(['General'])
})

describe('the name of a team', () => {
  test('is given once in an organization, however it is written, also when ten come at once', async () => {
    const umbrella = await found('umbrella', ada)
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, at) => actsOf(ada, umbrella).create(at % 2 ? 'Lab' : 'LAB')),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(409)])
    const { data } = await actsOf(ada, umbrella).create('lab ')
    expect(data).toMatchObject({
      refusal: 'conflict',
      fields: { name: expect.stringMatching(/There is a team called “lab” already./i) },
    })
    const [general] = await teamsOf(umbrella)
    expect((await actsOf(ada, umbrella).rename(general?.id ?? '', 'lab')).status).toBe(409)
    expect((await actsOf(ada, umbrella).rename(general?.id ?? '', 'GENERAL')).status).toBe(200)
  })

  test.each([
    ['empty', ' ', 'Write a name.'],
    ['endless', 'x'.repeat(100_000), 'Use at most 80 characters.'],
    ['broken over lines', 'a\nb', 'Leave out line breaks and control characters.'],
    ['no text', 7, expect.any(String)],
  ])('is refused when it is %s', async (_what, name, message) => {
    const [general] = await teamsOf(acme)
    for (const answer of [
      await actsOf(ada, acme).create(name),
      await actsOf(ada, acme).rename(general?.id ?? '', name),
    ]) {
      expect(answer).toMatchObject({ status: 400, data: { code: 'INVALID_NAME', message } })
    }
  })

  test('is not left out of a change, which would change nothing', async () => {
    const [general] = await teamsOf(acme)
    const { status } = await actsOf(ada, acme).rename(general?.id ?? '', undefined)
    expect(status).toBe(422)
  })
})

test('of fifty teams made at once with room for two, two are made', async () => {
  const hooli = await found('hooli', eve)
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, at) => actsOf(eve, hooli).create(`Team ${at}`)),
  )
  const made = answers.filter(({ status }) => status === 200)
  const refused = answers.filter(({ status }) => status === 402)
  expect([made.length, refused.length]).toEqual([2, 48])
  expect(refused[0]?.data).toMatchObject({
    refusal: 'limit_reached',
    message: 'Your plan has room for 3 teams, and you have that many.',
  })
  expect(await teamsOf(hooli)).toHaveLength(3)
})

describe('a team is removed', () => {
  test('unless it is the last, also when the last two go at once', async () => {
    const initech = await found('initech', ada)
    const second = await makeTeam(ada, initech, 'Second')
    const [first] = await teamsOf(initech)
    const answers = await Promise.all(
      [first?.id ?? '', second].map((id) => actsOf(ada, initech).remove(id)),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400])
    expect(answers.find(({ status }) => status === 400)?.data).toMatchObject({
      code: 'UNABLE_TO_REMOVE_LAST_TEAM',
    })
    expect(await teamsOf(initech)).toHaveLength(1)
  })

  test('by somebody who has it open, and is then nobody’s open team', async () => {
    const team = await makeTeam(ada, acme, 'Open')
    for (const person of [ada, bob]) {
      if (person !== ada) await actsOf(ada, acme).add(team, person)
      else await actsOf(ada, acme).add(team, ada)
      const { headers } = person
      await callAuth('/organization/set-active', { body: { organizationId: acme.id }, headers })
      const body = { teamId: team }
      expect((await callAuth('/organization/set-active-team', { body, headers })).status).toBe(200)
    }
    expect((await actsOf(ada, acme).remove(team)).status).toBe(200)
    expect(await asOwner(sql`select 1 from session where active_team_id = ${team}`)).toEqual([])
  })

  test('only when no project belongs to it, archived ones too', async () => {
    const team = await makeTeam(ada, acme, 'Full')
    await putProject(acme, team, 'Old catalogue', true)
    await putProject(acme, team, 'New catalogue')
    const refused = await actsOf(bob, acme).remove(team)
    expect(refused.status).toBe(409)
    expect(refused.data).toMatchObject({
      message: 'This team still has 2 projects. Move or delete them first, archived ones too.',
    })
    await asOwner(sql`delete from project where team_id = ${team}`)
    expect((await actsOf(bob, acme).remove(team)).status).toBe(200)
  })

  test('or keeps the project that came into it at the same moment, and says so', async () => {
    const team = await makeTeam(ada, acme, 'Racing')
    const owner = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL })
    await owner.connect()
    await owner.query('begin')
    await owner.query(
      `insert into project (id, organization_id, team_id, name) values (gen_random_uuid(), $1, $2, 'Just now')`,
      [acme.id, team],
    )
    const removal = actsOf(ada, acme).remove(team)
    // The count has passed: the removal waits for the row that the new project refers to.
    const waiting = `select from pg_locks where not granted and pg_backend_pid() = any (pg_blocking_pids(pid))`
    await expect.poll(async () => (await owner.query(waiting)).rowCount).toBe(1)
    await owner.query('commit')
    await owner.end()
    const { status, data } = await removal
    expect(status).toBe(409)
    expect(data).toMatchObject({ code: 'REFUSED', refusal: 'conflict' })
    expect(await names(acme)).toContain('Racing')
    await asOwner(sql`delete from project where team_id = ${team}`)
    await actsOf(ada, acme).remove(team)
  })
})

describe('the team somebody has open', () => {
  const open = (teamId: string) =>
    callAuth('/organization/set-active-team', { body: { teamId }, headers: cleo.headers })
  const enter = ({ id: organizationId }: Organization) =>
    callAuth('/organization/set-active', { body: { organizationId }, headers: cleo.headers })
  const opened = async () => {
    const { data } = await callAuth('/get-session', { headers: cleo.headers })
    return data?.session
  }

  test('is one they are in, of the organization they have open, and goes with it', async () => {
    const [general] = await teamsOf(acme)
    const team = await makeTeam(ada, acme, 'Garden')
    await actsOf(ada, acme).add(team, cleo)
    const own = await found('cyberdyne', cleo)
    await enter(own)
    expect((await open(team)).data).toMatchObject({ code: 'TEAM_NOT_FOUND' })
    await enter(acme)
    expect((await open(general?.id ?? '')).status).toBe(403)
    expect((await open(team)).status).toBe(200)
    await enter(acme)
    expect(await opened()).toMatchObject({ activeTeamId: team })
    await enter(own)
    expect(await opened()).toMatchObject({ activeOrganizationId: own.id, activeTeamId: null })
    await actsOf(ada, acme).remove(team)
  })
})

describe('every act leaves one line with its names, and the change of the row', () => {
  test('from making a team to removing it', async () => {
    const [before] = await asOwner(sql`select coalesce(max(id), 0) as line,
      (select coalesce(max(id), 0) from audit_change) as change from audit`)
    const acts = actsOf(bob, acme)
    const team = await makeTeam(bob, acme, 'Press')
    await acts.add(team, cleo)
    await acts.add(team, cleo)
    await acts.takeOut(team, cleo)
    await acts.rename(team, 'Newsroom')
    await acts.remove(team)
    const lines = await asOwner(
      sql`select action, actor_name as by, details from audit where id > ${before?.line} order by id`,
    )
    const member = { teamId: team, team: 'Press', userId: cleo.id, name: 'Cleo' }
    expect(lines).toEqual([
      { action: 'team.created', by: 'Bob', details: { teamId: team, name: 'Press' } },
      { action: 'team.member_added', by: 'Bob', details: member },
      { action: 'team.member_removed', by: 'Bob', details: member },
      { action: 'team.renamed', by: 'Bob', details: { teamId: team, name: 'Newsroom' } },
      { action: 'team.removed', by: 'Bob', details: { teamId: team, name: 'Newsroom' } },
    ])
    const changes = await asOwner(sql`select noun, change, organization_id as organization
      from audit_change where id > ${before?.change} order by id`)
    const said = changes.map(({ noun, change }) => `${noun} ${change}`)
    expect(said.filter((change) => change !== 'team update')).toEqual([
      'team insert',
      'team_member insert',
      'team_member delete',
      'team delete',
    ])
    expect(said).toContain('team update')
    expect(new Set(changes.map(({ organization }) => organization))).toEqual(new Set([acme.id]))
  })
})
