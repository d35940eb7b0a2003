import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { auth } from '~/auth/auth.server'
import { asOwner as within } from '../db/catalog'
import { asOwner } from '../support/database'
import { callAuth } from '../support/knock'
import { arrive, found, type Organization, type Person, signIn } from '../support/people'

let ada: Person, bob: Person, cleo: Person, eve: Person, olive: Person
let acme: Organization

beforeAll(async () => {
  ;[ada, bob, cleo, eve, olive] = await Promise.all([
    arrive('ada'),
    arrive('bob'),
    arrive('cleo'),
    arrive('eve'),
    arrive('olive'),
  ])
})

beforeEach(async () => {
  await asOwner(sql`delete from organization`)
  acme = await found('acme', ada, [
    { person: bob, role: 'admin' },
    { person: cleo, role: 'member' },
  ])
})

const post = (path: string, body: object, who = ada) =>
  callAuth(`/organization/${path}`, { body, headers: who.headers })
const get = (path: string, query: Record<string, string>, who: Person) =>
  callAuth(`/organization/${path}`, { query, headers: who.headers })
const memberOf = async (person: Person) => {
  const [row] = await asOwner(
    sql`select id from member where user_id = ${person.id} and organization_id = ${acme.id}`,
  )
  return String(row?.id)
}
const setRole = async (person: Person, role: string, by = ada) =>
  post(
    'update-member-role',
    { memberId: await memberOf(person), role, organizationId: acme.id },
    by,
  )
const owners = () =>
  asOwner(sql`select u.name from member m join "user" u on u.id = m.user_id
    where m.organization_id = ${acme.id} and m.role = 'owner' order by 1`)

describe('a call that names no organization', () => {
  /** About the person, or about an organization that nobody has made yet. */
  const aboutNobodys = [
    'check-slug',
    'create',
    'get-active-member',
    'get-invitation',
    'list',
    'list-user-invitations',
    'list-user-teams',
    'set-active',
    'set-active-team',
  ]
  const calls = Object.values<{ path?: string; options: { method?: unknown } }>(auth.api).flatMap(
    ({ path = '', options }) =>
      path.startsWith('/organization/')
        ? { path: path.slice('/organization/'.length), method: String(options.method) }
        : [],
  )
  const bound = calls.filter(({ path }) => !aboutNobodys.includes(path))

  test('is possible only where the call is about the person', () => {
    const paths = calls.map(({ path }) => path)
    expect(paths).toEqual(expect.arrayContaining(aboutNobodys))
    expect(bound.length).toBeGreaterThanOrEqual(24)
  })

  test.each(bound)('is refused, whatever the session believes: $path', async ({ path, method }) => {
    await post('set-active', { organizationId: acme.id })
    const { status, data } = method === 'GET' ? await get(path, {}, ada) : await post(path, {})
    expect([status, data]).toEqual([400, expect.objectContaining(required(path))])
  })

  // Its team, or nothing, names the organization: an unknown one is better-auth's to answer.
  const required = (path: string) =>
    path === 'list-team-members'
      ? { message: expect.any(String) }
      : { code: 'ORGANIZATION_REQUIRED' }

  test('is refused also where the body names one and the query another', async () => {
    const globex = await found('globex', eve)
    const { status } = await callAuth('/organization/leave', {
      body: { organizationId: globex.id },
      query: { organizationId: acme.id },
      headers: ada.headers,
    })
    expect(status).toBe(404)
    expect(await owners()).toEqual([{ name: 'Ada' }])
  })
})

describe('what better-auth would show every member', () => {
  test.each(['list-invitations', 'get-full-organization'])(
    '%s is for those who may read invitations',
    async (path) => {
      await post('invite-member', { email: eve.email, role: 'member', organizationId: acme.id })
      const refused = await get(path, { organizationId: acme.id }, cleo)
      expect([refused.status, refused.data?.code]).toEqual([403, 'NOT_ALLOWED'])
      const shown = await get(path, { organizationId: acme.id }, bob)
      expect([shown.status, JSON.stringify(shown.data)]).toEqual([
        200,
        expect.stringContaining(eve.email),
      ])
    },
  )

  test('is refused by the address of the organization too', async () => {
    const { status } = await get('get-full-organization', { organizationSlug: 'acme' }, cleo)
    expect(status).toBe(403)
  })

  test.each(['list-members', 'list-teams'])('%s is for every member', async (path) => {
    expect((await get(path, { organizationId: acme.id }, cleo)).status).toBe(200)
    expect((await get(path, { organizationId: acme.id }, eve)).status).toBeGreaterThanOrEqual(400)
  })
})

describe('the last owner', () => {
  test('neither leaves, nor is demoted, nor removed, not even by their own hand', async () => {
    for (const { status } of [
      await post('leave', { organizationId: acme.id }),
      await setRole(ada, 'admin'),
      await setRole(ada, 'member', bob),
      await post('remove-member', { memberIdOrEmail: ada.email, organizationId: acme.id }),
      await post('remove-member', { memberIdOrEmail: ada.email, organizationId: acme.id }, bob),
    ]) {
      expect(status).toBeGreaterThanOrEqual(400)
    }
    expect(await owners()).toEqual([{ name: 'Ada' }])
  })

  const theLeaving = async () => [
    post('leave', { organizationId: acme.id }, ada),
    post('leave', { organizationId: acme.id }, bob),
  ]
  const theDemoting = async () => {
    const [adas, bobs] = [await memberOf(ada), await memberOf(bob)]
    const organizationId = acme.id
    return [
      post('update-member-role', { memberId: bobs, role: 'member', organizationId }, ada),
      post('update-member-role', { memberId: adas, role: 'member', organizationId }, bob),
    ]
  }
  const theRemoving = async () => [
    post('remove-member', { memberIdOrEmail: bob.email, organizationId: acme.id }, ada),
    post('remove-member', { memberIdOrEmail: ada.email, organizationId: acme.id }, bob),
  ]
  test.each([
    ['leave', theLeaving],
    ['demote each other', theDemoting],
    ['remove each other', theRemoving],
  ])('of two who %s at once, one remains', async (_what, both) => {
    await setRole(bob, 'owner')
    const answers = await Promise.all(await both())
    const refused = answers.filter(({ status }) => status !== 200)
    expect(refused).toHaveLength(1)
    expect(refused[0]?.status).toBeLessThan(500)
    expect(await owners()).toHaveLength(1)
  })

  test('cannot be deleted as a person: the database refuses when the transaction ends', async () => {
    const deletion = asOwner(sql`delete from "user" where id = ${ada.id}`)
    await expect(deletion).rejects.toMatchObject({
      cause: { constraint: 'organization_keeps_an_owner' },
    })
    expect(await owners()).toEqual([{ name: 'Ada' }])
  })

  test('is not removed by the operator either, and keeps sessions and password', async () => {
    const removal = await callAuth('/admin/remove-user', {
      body: { userId: ada.id, reason: 'Asked for it' },
      headers: olive.headers,
    })
    expect([removal.status, removal.data]).toEqual([
      409,
      expect.objectContaining({ code: 'REFUSED', refusal: 'conflict' }),
    ])
    expect((await post('update', { organizationId: acme.id, data: { name: 'Acme' } })).status).toBe(
      200,
    )
    expect(await signIn(ada.email)).toBeInstanceOf(Headers)
  })

  test('goes with the whole organization, which its owner may delete', async () => {
    expect((await post('delete', { organizationId: acme.id }, bob)).status).toBe(403)
    expect((await post('delete', { organizationId: acme.id })).status).toBe(200)
    expect(await asOwner(sql`select 1 from member`)).toEqual([])
  })

  test('hands over to somebody else, and may go then', async () => {
    expect((await setRole(bob, 'owner')).status).toBe(200)
    expect((await setRole(ada, 'member')).status).toBe(200)
    expect((await post('leave', { organizationId: acme.id })).status).toBe(200)
    expect(await owners()).toEqual([{ name: 'Bob' }])
  })
})

test('whose account is deleted in the moment they accept, is told so and is no member', async () => {
  const [team] = await asOwner(sql`select id from team where organization_id = ${acme.id}`)
  const invited = await post('invite-member', {
    email: eve.email,
    role: 'member',
    organizationId: acme.id,
    teamId: team?.id,
  })
  const { answer } = await within(async (client) => {
    await client.query('delete from "user" where id = $1', [eve.id])
    const accepting = post('accept-invitation', { invitationId: invited.data?.id }, eve)
    await expect
      .poll(async () =>
        asOwner(sql`select 1 from pg_locks join pg_stat_activity using (pid)
          where not granted and datname = current_database()`),
      )
      .toHaveLength(1)
    return { answer: accepting }
  })
  const { status, data } = await answer
  expect([status, data]).toEqual([409, expect.objectContaining({ code: 'REFUSED' })])
  expect(await asOwner(sql`select 1 from member where user_id = ${eve.id}`)).toEqual([])
})
