import { sql } from 'drizzle-orm'
import pg from 'pg'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  archiveProject,
  createProject,
  getProject,
  listProjectTeams,
  removeProject,
  restoreProject,
  updateProject,
} from '~/features/projects/projects.functions'
import { asOwner } from '../support/database'
import { knock, visit } from '../support/knock'
import type { Organization, Person } from '../support/people'
import { begin, fill, look, make, names, see, team, told } from './world'

let ada: Person, bob: Person, cleo: Person, olive: Person
let acme: Organization

beforeAll(async () => {
  ;({ ada, bob, cleo, olive, acme } = await begin())
  await team('sales', acme, olive)
  // Somebody who may delete, and yet is in the one team only.
  await asOwner(sql`insert into organization_role (id, organization_id, role, permission, created_at)
    values ('keeper', ${acme.id}, 'keeper', '{"project":["read","create","update","delete"]}', now())`)
  await asOwner(sql`update member set role = 'keeper' where user_id = ${olive.id}`)
})
beforeEach(() => asOwner(sql`truncate project`))

describe('a team’s project', () => {
  test('is seen by its team and by owner and admin, and by no other member', async () => {
    await make(cleo, { name: 'Logo', teamId: 'design' })
    for (const person of [ada, bob, cleo]) expect(await names(person)).toEqual(['Logo'])
    expect(await see(olive)).toEqual({
      projects: [],
      matching: 0,
      all: 0,
      previous: null,
      next: null,
    })
  })

  test('is to a member outside of the team like one that never was, whatever they may do', async () => {
    const id = await make(cleo, { name: 'Logo', teamId: 'design' })
    for (const door of [getProject, updateProject, archiveProject, restoreProject, removeProject]) {
      const hidden = await knock(door, { org: 'acme', id, name: 'Mine' }, olive.headers)
      const missing = await knock(door, { org: 'acme', id: 'nothing', name: 'Mine' }, olive.headers)
      expect(hidden.status).toBe(404)
      expect(told(hidden)).toEqual(told(missing))
    }
    expect(await look(cleo, id)).toMatchObject({ name: 'Logo', archivedAt: null })
    expect((await visit(`/app/acme/projects/${id}`, olive.headers)).status).toBe(404)
    expect((await visit(`/app/acme/projects/${id}`, cleo.headers)).status).toBe(200)
  })

  test('is neither counted nor found by words, by its team or by a place in the list', async () => {
    await fill(acme, 40, { team_id: sql`'design'` })
    await fill(acme, 1, { id: sql`'all'`, name: sql`'Project of all'` })
    const inside = await see(cleo, { sort: 'name' })
    expect(inside.matching).toBe(41)
    const queries = [{ q: 'project 0001' }, { team: 'design' }, { sort: 'name', page: inside.next }]
    for (const query of queries) {
      const { projects, all } = await see(olive, query)
      expect(all).toBe(1)
      for (const { name } of projects) expect(name).toBe('Project of all')
    }
    expect((await see(olive, { team: 'design' })).matching).toBe(0)
    expect(await see(olive, { team: 'design' })).toEqual(await see(olive, { team: 'weather' }))
  })

  test('tells nobody outside that its name is taken', async () => {
    await make(cleo, { name: 'Logo', teamId: 'design' })
    await make(olive, { name: 'Logo' })
    await make(olive, { name: 'Logo', teamId: 'sales' })
    const { status } = await knock(
      createProject,
      { org: 'acme', name: 'Logo', teamId: 'sales' },
      olive.headers,
    )
    expect(status).toBe(409)
  })

  test('goes out of sight at once for whoever leaves the team', async () => {
    await make(cleo, { name: 'Logo', teamId: 'design' })
    await asOwner(sql`delete from team_member where team_id = 'design' and user_id = ${cleo.id}`)
    expect(await names(cleo)).toEqual([])
    await asOwner(sql`insert into team_member (id, team_id, user_id, created_at)
      values ('again', 'design', ${cleo.id}, now())`)
    expect(await names(cleo)).toEqual(['Logo'])
  })
})

describe('a project may be put', () => {
  const offered = async (who: Person) => {
    const { result } = await knock(listProjectTeams, { org: 'acme' }, who.headers)
    return Array.isArray(result) ? result.map(({ name }) => name) : result
  }

  test('into one’s own teams, and into every team by whoever oversees', async () => {
    expect(await offered(cleo)).toEqual(['Design'])
    expect(await offered(olive)).toEqual(['Sales'])
    expect(await offered(bob)).toEqual(['Design', 'General', 'Sales'])
    const id = await make(bob, { name: 'Logo', teamId: 'sales' })
    await knock(updateProject, { org: 'acme', id, teamId: 'design' }, bob.headers)
    expect((await look(cleo, id)).team).toBe('Design')
  })

  test.each([
    ['a team one is not in', 'sales', /You are not in the team Sales/],
    ['a team that was removed', 'removed', /not there any more/],
    ['a team of another organization', 'weather', /not there any more/],
    ['what is no team at all', "' or true", /no such team/],
  ])('not into %s, and the field says so', async (_which, teamId, sentence) => {
    const id = await make(cleo, { name: 'Logo' })
    const tries = [
      await knock(createProject, { org: 'acme', name: 'Other', teamId }, cleo.headers),
      await knock(updateProject, { org: 'acme', id, teamId }, cleo.headers),
    ]
    for (const { status, error } of tries) {
      expect(status).toBe(422)
      expect(error).toMatchObject({
        code: 'invalid',
        fields: { teamId: expect.stringMatching(sentence) },
      })
    }
    expect(await names(ada)).toEqual(['Logo'])
    expect((await look(ada, id)).team).toBe(null)
  })

  test('not twice by one name into one team, also not by moving it', async () => {
    await make(cleo, { name: 'Logo', teamId: 'design' })
    const id = await make(cleo, { name: 'Logo' })
    const data = { org: 'acme', id, teamId: 'design' }
    const { status, error } = await knock(updateProject, data, cleo.headers)
    expect(status).toBe(409)
    expect(error).toMatchObject({ fields: { name: expect.stringContaining('Logo') } })
  })
})

test.each([
  ['the list', () => '/app/acme/projects'],
  ['a full page of a narrowed list', () => '/app/acme/projects?q=project&team=design&sort=name'],
  ['one project', () => `/app/acme/projects/${acme.id}-1`],
])('%s asks the database twice, however many projects there are', async (_which, path) => {
  for (const rows of [1, 100]) {
    await asOwner(sql`truncate project`)
    await fill(acme, rows, { team_id: sql`'design'` })
    const asked = await askedAsTenant(() => visit(path(), cleo.headers))
    expect(asked).toHaveLength(2)
  }
})

/** The statements of a page's own data: what is said as the tenant, between taking on the role and the end. */
async function askedAsTenant(work: () => Promise<Response>): Promise<string[]> {
  const spy = vi.spyOn(pg.Client.prototype, 'query')
  expect((await work()).status).toBe(200)
  const tenants = new Set<unknown>()
  const asked = spy.mock.calls.flatMap(([said]: unknown[], at) => {
    const text = said && typeof said === 'object' && 'text' in said ? String(said.text) : `${said}`
    const client = spy.mock.contexts[at]
    if (/^(commit|rollback)/i.test(text)) tenants.delete(client)
    if (tenants.has(client)) return [text]
    if (text.includes("set_config('role', 'tenant'")) tenants.add(client)
    return []
  })
  spy.mockRestore()
  return asked
}
