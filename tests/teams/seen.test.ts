import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import {
  createProject,
  getProject,
  listProjects,
  updateProject,
} from '~/features/projects/projects.functions'
import { getTeam, listTeams } from '~/features/teams/teams.functions'
import { asOwner } from '../support/database'
import { callAuth, knock } from '../support/knock'
import { arrive, found, type Organization, type Person } from '../support/people'
import { actsOf, makeTeam, putProject, teamsOf } from './team'

let ada: Person, bob: Person, cleo: Person
let acme: Organization
let design: string, press: string, logo: string

beforeAll(async () => {
  ;[ada, bob, cleo] = await Promise.all([arrive('ada'), arrive('bob'), arrive('cleo')])
  acme = await found('acme', ada, [
    { person: bob, role: 'admin' },
    { person: cleo, role: 'member' },
  ])
  design = await makeTeam(ada, acme, 'Design')
  press = await makeTeam(ada, acme, 'Press')
  await putProject(acme, null, 'Open house')
  logo = await putProject(acme, design, 'New logo')
  await putProject(acme, press, 'Press kit')
})

beforeEach(async () => {
  await asOwner(sql`delete from team_member where user_id in (${bob.id}, ${cleo.id})`)
  await asOwner(sql`update team set member_count =
    (select count(*) from team_member where team_id = team.id)`)
})

/** Which of the three projects somebody is shown: by the list of projects, and by the pages of the teams. */
async function sees({ headers }: Person) {
  const [list, ...pages] = await Promise.all([
    knock(listProjects, { org: 'acme' }, headers),
    ...[design, press].map((team) => knock(getTeam, { org: 'acme', team }, headers)),
  ])
  const shown = (bodies: string) =>
    ['Open house', 'New logo', 'Press kit'].filter((name) => bodies.includes(name))
  return { list: shown(list.body), pages: shown(pages.map(({ body }) => body).join()) }
}

const ofEverybody = { list: ['Open house'], pages: [] }

test('who is added to a team sees its projects at the next request, and no longer once taken out', async () => {
  expect(await sees(cleo)).toEqual(ofEverybody)
  await actsOf(ada, acme).add(design, cleo)
  expect(await sees(cleo)).toEqual({ list: ['Open house', 'New logo'], pages: ['New logo'] })
  await actsOf(ada, acme).takeOut(design, cleo)
  expect(await sees(cleo)).toEqual(ofEverybody)
})

test('the doors open and close with it: to read, to change and to add', async () => {
  const knocks = async () => {
    const answers = await Promise.all([
      knock(getProject, { org: 'acme', id: logo }, cleo.headers),
      knock(updateProject, { org: 'acme', id: logo, description: 'Blue' }, cleo.headers),
      knock(createProject, { org: 'acme', name: 'Poster', teamId: design }, cleo.headers),
    ])
    return answers.map(({ status }) => status < 300)
  }
  await actsOf(ada, acme).add(design, cleo)
  expect(await knocks()).toEqual([true, true, true])
  await actsOf(ada, acme).takeOut(design, cleo)
  await asOwner(sql`delete from project where name = 'Poster'`)
  expect(await knocks()).toEqual([false, false, false])
})

test('who oversees projects sees those of teams they are not in', async () => {
  const all = ['Open house', 'New logo', 'Press kit']
  expect(await sees(bob)).toEqual({ list: all, pages: all.slice(1) })
})

test('a project that moves to another team is seen by that team’s people', async () => {
  await actsOf(ada, acme).add(press, cleo)
  const move = (teamId: string) =>
    knock(updateProject, { org: 'acme', id: logo, teamId }, ada.headers)
  await move(press)
  expect(await sees(cleo)).toMatchObject({ list: ['Open house', 'New logo', 'Press kit'] })
  await move(design)
  expect(await sees(cleo)).toMatchObject({ list: ['Open house', 'Press kit'] })
})

test('the page of teams counts what the reader sees, and says nothing of the rest', async () => {
  await actsOf(ada, acme).add(design, cleo)
  const { result } = await knock(listTeams, { org: 'acme' }, cleo.headers)
  expect(result).toMatchObject({
    total: 3,
    teams: [
      { name: 'Design', people: 1, faces: [{ name: 'Cleo' }], mine: true, projects: 1 },
      { name: 'General', people: 1, mine: false, isDefault: true, projects: null },
      { name: 'Press', people: 0, mine: false, projects: null },
    ],
  })
})

test('a team’s page names its people with their roles, and its projects for those who see them', async () => {
  await actsOf(ada, acme).add(design, cleo)
  await actsOf(ada, acme).add(design, bob)
  const page = { org: 'acme', team: design }
  expect((await knock(getTeam, page, cleo.headers)).result).toMatchObject({
    name: 'Design',
    mine: true,
    total: 2,
    people: [
      { name: 'Bob', role: 'admin' },
      { name: 'Cleo', role: 'member' },
    ],
    projects: [{ name: 'New logo' }],
    projectTotal: 1,
  })
  const others = await knock(getTeam, { org: 'acme', team: press }, cleo.headers)
  expect(others.result).toMatchObject({ name: 'Press', mine: false, people: [], projects: null })
})

test.each([
  ['leaves the organization', () => leave(cleo)],
  ['is removed from it', () => removeFrom(cleo)],
])(
  'who %s is in none of its teams, whose counts stay right, and sees nothing of them',
  async (_what, go) => {
    for (const team of [design, press]) await actsOf(ada, acme).add(team, cleo)
    expect((await go()).status).toBe(200)
    expect(await asOwner(sql`select 1 from team_member where user_id = ${cleo.id}`)).toEqual([])
    for (const { name, people, counted } of await teamsOf(acme)) {
      expect({ name, counted }).toEqual({ name, counted: people })
    }
    expect(await sees(cleo)).toEqual({ list: [], pages: [] })
    await asOwner(sql`insert into member (id, organization_id, user_id, role, created_at)
    values (gen_random_uuid(), ${acme.id}, ${cleo.id}, 'member', now())`)
    expect(await sees(cleo)).toEqual(ofEverybody)
  },
)

const leave = ({ headers }: Person) =>
  callAuth('/organization/leave', { body: { organizationId: acme.id }, headers })

const removeFrom = ({ email }: Person) =>
  callAuth('/organization/remove-member', {
    body: { memberIdOrEmail: email, organizationId: acme.id },
    headers: ada.headers,
  })
