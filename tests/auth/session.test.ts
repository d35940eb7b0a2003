import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { auth } from '~/auth/auth.server'
import { getSession } from '~/auth/session.functions'
import { listProjects } from '~/features/projects/projects.functions'
import { asOwner } from '../support/database'
import { callAuth, knock, visit } from '../support/knock'
import { arrive, found, type Organization, type Person, signIn } from '../support/people'

let ada: Person, bob: Person
let acme: Organization

beforeAll(async () => {
  ;[ada, bob] = await Promise.all([arrive('ada'), arrive('bob')])
})

beforeEach(async () => {
  await asOwner(sql`truncate organization cascade`)
  acme = await found('acme', ada, [{ person: bob, role: 'admin' }])
})

const bobKnocks = () => knock(listProjects, { org: 'acme' }, bob.headers)

test('a removed member is out on the very next request, though the session still names the organization', async () => {
  expect((await bobKnocks()).status).toBe(200)
  await auth.api.removeMember({
    body: { memberIdOrEmail: bob.email, organizationId: acme.id },
    headers: ada.headers,
  })
  expect((await bobKnocks()).status).toBe(404)
  expect((await visit('/app/acme/projects', bob.headers)).status).toBe(404)
})

test('a revoked session is out on the very next request', async () => {
  const elsewhere = await signIn(bob.email)
  await callAuth('/revoke-other-sessions', { body: {}, headers: elsewhere })
  expect((await bobKnocks()).status).toBe(403)
  expect((await visit('/app/acme', bob.headers)).headers.get('location')).toContain('/sign-in')
  bob.headers = elsewhere
})

test('a banned person is out on the very next request, also with a session that the ban left behind', async () => {
  await asOwner(sql`update "user" set banned = true where id = ${bob.id}`)
  expect((await bobKnocks()).status).toBe(403)
  await asOwner(sql`update "user" set ban_expires = now() at time zone 'utc' - interval '1 minute'`)
  expect((await bobKnocks()).status).toBe(200)
})

test('the membership comes from the address, never from the session', async () => {
  const eve = await arrive('eve')
  await found('globex', eve)
  await asOwner(
    sql`update session set active_organization_id = ${acme.id} where user_id = ${eve.id}`,
  )
  expect((await knock(listProjects, { org: 'acme' }, eve.headers)).status).toBe(404)
  expect((await knock(listProjects, { org: 'globex' }, eve.headers)).status).toBe(200)
})

test('better-auth is asked for the session once for a page, however many doors the page opens', async () => {
  const asked = vi.spyOn(auth.api, 'getSession')
  await visit('/app/acme', ada.headers)
  const times = asked.mock.calls.length
  asked.mockRestore()
  expect(times).toBe(1)
})

test('what the browser learns of the session holds no token', async () => {
  const { result, body } = await knock(getSession, undefined, ada.headers)
  expect(result).toMatchObject({ user: { name: 'Ada', email: ada.email } })
  const [row] = await asOwner(sql`select token from session where user_id = ${ada.id}`)
  expect(body).not.toContain(String(row?.token))
  const page = await (await visit('/app/acme', ada.headers)).text()
  expect(page).toContain('Ada')
  expect(page).not.toContain(String(row?.token))
})

test('pages below /app lead somebody signed out to sign in and back again', async () => {
  const response = await visit('/app/acme/members?q=bob')
  expect(response.status).toBe(307)
  const to = new URL(response.headers.get('location') ?? '', 'http://localhost:3000')
  expect(to.pathname).toBe('/sign-in')
  expect(to.searchParams.get('redirect')).toBe('/app/acme/members?q=bob')
})

test('an address that only looks like one of our own leads nowhere else after signing in', async () => {
  for (const away of [
    'https://elsewhere.test',
    '//elsewhere.test',
    '/\\elsewhere.test',
    'javascript:alert(1)',
  ]) {
    const response = await visit(`/sign-in?redirect=${encodeURIComponent(away)}`, ada.headers)
    expect(response.headers.get('location')).toBe('/app')
  }
})
