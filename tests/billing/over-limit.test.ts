import app from 'app.config'
import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { may } from '~/auth/permissions'
import { createJoinLink } from '~/features/members/joining.functions'
import { setTitle } from '~/features/members/members.functions'
import { getMembership } from '~/features/organizations/organizations.functions'
import * as projects from '~/features/projects/projects.functions'
import { removeLogo } from '~/features/settings/settings.functions'
import { getTeam } from '~/features/teams/teams.functions'
import { asOwner } from '../support/database'
import { callAuth, knock } from '../support/knock'
import { arrive, found, type Organization, type Person } from '../support/people'
import { subscribed, unsubscribed } from './bought'

// An organization that had a larger plan and moved down: what was made while there was room is all still there.

const room = app.plans[0].limits
let ada: Person, bob: Person, cleo: Person
let acme: Organization

beforeAll(async () => {
  ada = await arrive('ada')
  bob = await arrive('bob')
  cleo = await arrive('cleo')
  await asOwner(sql`insert into "user" (id, name, email)
    select 'colleague ' || n, 'Colleague', 'colleague' || n || '@acme.test' from generate_series(1, 50) n`)
})

beforeEach(async () => {
  await asOwner(sql`delete from organization`)
  acme = await found('acme', ada, [
    { person: bob, role: 'admin' },
    { person: cleo, role: 'member' },
  ])
})

const as = ({ headers }: Person) => ({
  door: (door: unknown, data: object = {}) => knock(door, { org: 'acme', ...data }, headers),
  call: (act: string, body: object) =>
    callAuth(`/organization/${act}`, { body: { organizationId: acme.id, ...body }, headers }),
})

/** So many colleagues who were members before anybody else. */
const colleagues = (many: number) =>
  asOwner(sql`insert into member (id, organization_id, user_id, role, created_at)
    select 'colleague ' || n, ${acme.id}, 'colleague ' || n, 'member', now() - interval '1 day'
    from generate_series(1, ${many}) n`)

const make = (many: number, teamId: string | null = null) =>
  asOwner(sql`insert into project (id, organization_id, team_id, name, created_at)
    select 'project-' || n, ${acme.id}, ${teamId}, 'Project ' || n, now() + n * interval '1 second'
    from generate_series(1, ${many}) n`)

const teams = (many: number) =>
  asOwner(sql`insert into team (id, name, organization_id, created_at)
    select 'team-' || n, 'Team ' || n, ${acme.id}, now() + n * interval '1 second'
    from generate_series(1, ${many}) n`)

const overLimit = (words: RegExp) => ({
  error: { code: 'limit_reached', sentence: expect.stringMatching(words) },
})
const refused = (words: RegExp) => ({
  status: 402,
  data: { refusal: 'limit_reached', message: expect.stringMatching(words) },
})
const noPlace = /room for 10 members/

test('who joined after the places were taken reads everything their role reads, and changes nothing', async () => {
  await colleagues(Number(room.members))
  await make(1)
  expect(await as(bob).door(projects.listProjects)).toMatchObject({ result: { all: 1 } })
  const changes = [
    as(bob).door(projects.createProject, { name: 'Atlas' }),
    as(bob).door(projects.archiveProject, { id: 'project-1' }),
    as(bob).door(removeLogo),
    as(cleo).door(setTitle, { title: 'Designer' }),
  ]
  for (const change of changes) expect(await change).toMatchObject(overLimit(noPlace))
  const acts: [string, object][] = [
    ['invite-member', { email: 'new@acme.test', role: 'member' }],
    ['create-team', { name: 'Design' }],
    ['update', { data: { name: 'Acme Ltd' } }],
    ['remove-member', { memberIdOrEmail: cleo.email }],
    ['create-role', { role: 'helper', permission: { project: ['read'] } }],
  ]
  for (const [act, body] of acts)
    expect(await as(bob).call(act, body)).toMatchObject(refused(noPlace))
  expect(
    await callAuth('/organization/list-members', {
      query: { organizationId: acme.id },
      headers: bob.headers,
    }),
  ).toMatchObject({ status: 200 })
})

test('what their role does not allow is refused as ever, and strangers learn nothing of it', async () => {
  await colleagues(Number(room.members))
  const forbidden = { error: { code: 'forbidden' } }
  expect(await as(cleo).door(projects.removeProject, { id: 'none' })).toMatchObject(forbidden)
  const eve = await arrive('eve')
  expect(await as(eve).door(projects.createProject, { name: 'Atlas' })).toMatchObject({
    error: { code: 'not_found' },
  })
})

test('the screens are told that they read only: what stands for a change is not theirs, what stands for paying stays', async () => {
  await colleagues(Number(room.members))
  const { result } = await as(bob).door(getMembership)
  expect(result).toMatchObject({ readOnly: true, role: 'admin' })
  const { granted } = Object(result)
  expect(may(granted, { project: ['read', 'oversee'], member: ['read'], billing: ['read'] })).toBe(
    true,
  )
  expect(may(granted, { project: ['update'] })).toBe(false)
  expect((await as(ada).door(getMembership)).result).toMatchObject({ readOnly: false })
})

test('an owner is never kept from anything, whenever they joined', async () => {
  await colleagues(Number(room.members) + 5)
  expect(await as(ada).door(projects.createProject, { name: 'Atlas' })).toMatchObject({
    status: 200,
  })
  await asOwner(sql`update member set role = 'admin,owner' where user_id = ${bob.id}`)
  expect(await as(bob).door(projects.createProject, { name: 'Nimbus' })).toMatchObject({
    status: 200,
  })
})

test('they may go, and whoever has a place may take them out', async () => {
  await colleagues(Number(room.members))
  expect(await as(cleo).call('leave', {})).toMatchObject({ status: 200 })
  expect(await as(ada).call('remove-member', { memberIdOrEmail: bob.email })).toMatchObject({
    status: 200,
  })
})

test('a place that becomes free is theirs, and so is one of a larger plan', async () => {
  // With Ada, who founded it, Bob and Cleo are the tenth and the eleventh.
  await colleagues(Number(room.members) - 2)
  expect(await as(bob).door(setTitle, { title: 'Admin' })).toMatchObject({ status: 200 })
  const change = () => as(cleo).door(setTitle, { title: 'Designer' })
  expect(await change()).toMatchObject(overLimit(noPlace))
  await subscribed(acme)
  expect(await change()).toMatchObject({ status: 200 })
  await unsubscribed(acme)
  expect(await change()).toMatchObject(overLimit(noPlace))
  await asOwner(sql`delete from member where id = 'colleague 1'`)
  expect(await change()).toMatchObject({ status: 200 })
})

test('the oldest projects stay as they are; a later one is read, archived and deleted, and not changed', async () => {
  await make(Number(room.projects) + 2)
  const rename = (id: string) => as(bob).door(projects.updateProject, { id, name: `New ${id}` })
  const opened = (id: string) => as(bob).door(projects.getProject, { id })
  expect(await rename('project-25')).toMatchObject({ status: 200 })
  expect(await opened('project-25')).toMatchObject({ result: { beyondPlan: false } })
  expect(await rename('project-26')).toMatchObject(overLimit(/room for 25 projects/))
  expect(await opened('project-26')).toMatchObject({
    result: { name: 'Project 26', beyondPlan: true },
  })
  const away = await as(bob).door(projects.archiveProject, { id: 'project-26' })
  expect(away).toMatchObject({ status: 200 })
  // What is put away takes no place, needs none, and has to find one to come back.
  expect(await rename('project-26')).toMatchObject({ status: 200 })
  expect(await as(bob).door(projects.restoreProject, { id: 'project-26' })).toMatchObject(
    overLimit(/room for 25 projects/),
  )
  expect(await as(bob).door(projects.removeProject, { id: 'project-27' })).toMatchObject({
    status: 200,
  })
})

test('an older project that is put away makes room for the next', async () => {
  await make(Number(room.projects) + 1)
  const rename = () => as(cleo).door(projects.updateProject, { id: 'project-26', name: 'Atlas' })
  expect(await rename()).toMatchObject(overLimit(/Archive an older one/))
  await as(cleo).door(projects.archiveProject, { id: 'project-3' })
  expect(await rename()).toMatchObject({ status: 200 })
})

test('the projects of teams that one does not see are counted, and not seen', async () => {
  await teams(1)
  await make(Number(room.projects), 'team-1')
  await asOwner(sql`insert into project (id, organization_id, name, created_at)
    values ('latest', ${acme.id}, 'Latest', now() + interval '1 hour')`)
  expect(await as(cleo).door(projects.listProjects)).toMatchObject({ result: { all: 1 } })
  expect(await as(cleo).door(projects.getProject, { id: 'latest' })).toMatchObject({
    result: { beyondPlan: true },
  })
  expect(
    await as(cleo).door(projects.updateProject, { id: 'latest', name: 'Atlas' }),
  ).toMatchObject(overLimit(/room for 25 projects/))
  expect(await as(cleo).door(projects.listProjects)).toMatchObject({ result: { all: 1 } })
})

test('a larger plan opens every project again, and nothing was lost', async () => {
  await make(Number(room.projects) + 2)
  await subscribed(acme)
  expect(
    await as(bob).door(projects.updateProject, { id: 'project-27', name: 'Atlas' }),
  ).toMatchObject({ status: 200 })
  expect(await as(bob).door(projects.listProjects)).toMatchObject({ result: { all: 27 } })
})

test('a team that came later is read, emptied and removed, and not changed', async () => {
  // The organization came with one.
  await teams(Number(room.teams))
  const name = (teamId: string) =>
    as(bob).call('update-team', {
      teamId,
      data: { name: `New ${teamId}`, organizationId: acme.id },
    })
  const beyond = /room for 3 teams/
  expect(await name('team-2')).toMatchObject({ status: 200 })
  expect(await name('team-3')).toMatchObject(refused(beyond))
  const put = (teamId: string) => as(bob).call('add-team-member', { teamId, userId: cleo.id })
  expect(await put('team-2')).toMatchObject({ status: 200 })
  expect(await put('team-3')).toMatchObject(refused(beyond))
  const guest = { email: 'new@acme.test', role: 'member', teamId: ['team-2', 'team-3'] }
  expect(await as(bob).call('invite-member', guest)).toMatchObject(refused(beyond))
  const link = { role: 'member', teamId: 'team-3', uses: 5, days: 7 }
  expect(await as(bob).door(createJoinLink, link)).toMatchObject(overLimit(beyond))
  await asOwner(sql`insert into team_member (id, team_id, user_id, created_at)
    values ('place', 'team-3', ${cleo.id}, now())`)
  expect(await as(cleo).door(getTeam, { team: 'team-3' })).toMatchObject({
    result: { beyondPlan: true, total: 1 },
  })
  expect(await as(cleo).door(getTeam, { team: 'team-2' })).toMatchObject({
    result: { beyondPlan: false },
  })
  expect(
    await as(bob).call('remove-team-member', { teamId: 'team-3', userId: cleo.id }),
  ).toMatchObject({ status: 200 })
  expect(await as(bob).call('remove-team', { teamId: 'team-3' })).toMatchObject({ status: 200 })
})

test('who may not change a team is told so, and not of its place', async () => {
  await teams(Number(room.teams))
  const answer = await as(cleo).call('update-team', {
    teamId: 'team-3',
    data: { name: 'Mine', organizationId: acme.id },
  })
  expect(answer).toMatchObject({ status: 403 })
  expect(answer.data?.code).not.toBe('REFUSED')
})
