import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import manifest from '../../package.json'
import { asOwner } from '../support/database'
import { callAuth } from '../support/knock'
import { arrive, found, type Organization, type Person } from '../support/people'

let ada: Person
let olive: Person
let acme: Organization
beforeAll(async () => {
  ada = await arrive('ada')
  olive = await arrive('olive')
  acme = await found('acme', ada)
})

test('every package of better-auth is of one version: a plugin of another one meets other internals', () => {
  const all = { ...manifest.dependencies, ...manifest.devDependencies }
  const versions = Object.entries(all)
    .filter(([name]) => name === 'better-auth' || name.startsWith('@better-auth/'))
    .map(([, version]) => version)
  expect(versions.length).toBeGreaterThan(2)
  expect(new Set(versions).size).toBe(1)
})

test("a role given in the database counts on the person's very next request, and no other way gives one", async () => {
  const list = () => callAuth('/admin/list-users', { headers: ada.headers })
  expect((await list()).status).toBe(404)
  await asOwner(sql`update "user" set role = 'support' where id = ${ada.id}`)
  expect((await list()).status).toBe(200)
  await asOwner(sql`update "user" set role = 'user' where id = ${ada.id}`)
  expect((await list()).status).toBe(404)
  const claimed = await callAuth('/sign-up/email', {
    body: { name: 'Eve', email: 'eve@x.test', password: 'open the atrium', role: 'operator' },
  })
  expect(claimed.status).toBe(400)
  const changed = await callAuth('/update-user', {
    body: { role: 'operator' },
    headers: ada.headers,
  })
  expect(changed.status).toBe(400)
})

test('lists come as better-auth wraps them: members and users nested, the others plain', async () => {
  const query = { organizationId: acme.id }
  const { headers } = ada
  const members = await callAuth('/organization/list-members', { headers, query })
  expect(members.data).toMatchObject({ members: [{ role: 'owner' }], total: 1 })
  const users = await callAuth('/admin/list-users', { headers: olive.headers })
  expect(users.data).toMatchObject({ users: expect.any(Array), total: 2 })
  for (const path of ['list-invitations', 'list-teams', 'list-roles']) {
    const { data } = await callAuth(`/organization/${path}`, { headers, query })
    expect(data, path).toBeInstanceOf(Array)
  }
})

test('a field of our own that is not given stays empty, and answers have it', async () => {
  const body = { name: 'Globex', slug: 'globex' }
  const made = await callAuth('/organization/create', { body, headers: ada.headers })
  expect(made.data).toMatchObject({ website: null, twoFactorFrom: null })
})

test('an answer to somebody signed out is null, and none to a page that asks of them', async () => {
  const { status, data } = await callAuth('/get-session')
  expect({ status, data }).toEqual({ status: 200, data: null })
})
