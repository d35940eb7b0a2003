import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  createJoinLink,
  getJoinLink,
  joinByLink,
  removeJoinLink,
} from '~/features/members/joining.functions'
import { listWaysIn } from '~/features/members/members.functions'
import { asOwner } from '../support/database'
import { callAuth, knock, visit } from '../support/knock'
import { arrive, found, type Organization, type Person } from '../support/people'
import { crowd } from './crowd'

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
  await asOwner(sql`update "user" set email_verified = true`)
  acme = await found('acme', ada, [
    { person: bob, role: 'admin' },
    { person: cleo, role: 'member' },
  ])
})

const wanted = { org: 'acme', role: 'member', teamId: '', uses: 10, days: 7 }
const make = (by = ada, changes = {}) =>
  knock(createJoinLink, { ...wanted, ...changes }, by.headers)
const tokenOf = ({ result }: { result?: unknown }) => String(Object(result).url).split('/').at(-1)
const join = (token: unknown, who: Person) => knock(joinByLink, { token }, who.headers)
const look = (token: unknown, who?: Person) => knock(getJoinLink, { token }, who?.headers)
const membersOf = (organization: Organization) =>
  asOwner(sql`select user_id from member where organization_id = ${organization.id}`)

test('a link says where it leads and as what, and makes its reader a member in its team, once', async () => {
  const [team] = await asOwner(sql`select id, name from team`)
  const token = tokenOf(await make(ada, { teamId: team?.id }))
  expect((await look(token)).result).toEqual({
    organization: 'Acme',
    role: 'member',
    team: team?.name,
    state: 'open',
    reader: null,
  })
  expect((await join(token, eve)).result).toEqual({ slug: 'acme', teamId: team?.id })
  expect(await asOwner(sql`select role from member where user_id = ${eve.id}`)).toEqual([
    { role: 'member' },
  ])
  expect(await asOwner(sql`select team_id from team_member where user_id = ${eve.id}`)).toEqual([
    { team_id: team?.id },
  ])
  expect((await visit('/app/acme', eve.headers)).status).toBe(200)

  expect((await look(token, eve)).result).toMatchObject({ reader: { slug: 'acme' } })
  expect((await join(token, eve)).error).toMatchObject({
    code: 'conflict',
    sentence: 'You are a member of Acme already.',
  })
  const lines = await asOwner(sql`select actor_name, action, details ->> 'by' as by from audit
    where action in ('join_link.created', 'member.joined') order by id`)
  expect(lines).toEqual([
    { actor_name: 'Ada', action: 'join_link.created', by: null },
    { actor_name: 'Eve', action: 'member.joined', by: 'link' },
  ])
})

test('its token is shown once, and kept nowhere', async () => {
  const made = await make()
  const token = tokenOf(made)
  expect(token).toMatch(/^[\w-]{43}$/)
  const { body } = await knock(listWaysIn, { org: 'acme' }, ada.headers)
  expect(body).not.toContain(token)
  const rows = await asOwner(sql`select to_jsonb(l)::text as link from join_link l
    union all select to_jsonb(a)::text from audit a`)
  expect(JSON.stringify(rows)).not.toContain(token)
})

test('fifty people at once with a link for three: three members', async () => {
  const token = tokenOf(await make(ada, { uses: 3 }))
  const people = await crowd(50)
  const answers = await Promise.all(people.map((person) => join(token, person)))
  const inside = answers.filter(({ status }) => status === 200)
  expect(inside).toHaveLength(3)
  expect(await membersOf(acme)).toHaveLength(3 + 3)
  const refused = answers.filter(({ status }) => status !== 200)
  expect(new Set(refused.map(({ error }) => Object(error).sentence))).toEqual(
    new Set(['This link has let in as many people as it was made for. Ask for a new one.']),
  )
  expect(await asOwner(sql`select uses from join_link`)).toEqual([{ uses: 3 }])
})

test('a link lets in nobody beyond the members of the plan, also not fifty at once', async () => {
  const token = tokenOf(await make(ada, { uses: 100 }))
  const people = await crowd(50)
  const answers = await Promise.all(people.map((person) => join(token, person)))
  expect(await membersOf(acme)).toHaveLength(10)
  const refused = answers.filter(({ status }) => status !== 200)
  expect(refused).toHaveLength(43)
  for (const { error } of refused) expect(error).toMatchObject({ code: 'limit_reached' })
  expect(await asOwner(sql`select uses from join_link`)).toEqual([{ uses: 7 }])
})

test.each([
  ['has expired', sql`update join_link set expires_at = now()`, 'expired'],
  ['is used up', sql`update join_link set uses = max_uses`, 'used-up'],
  ['was made by somebody who has left', sql`delete from member where role = 'admin'`, 'withdrawn'],
  [
    'was made by somebody who may not invite any more',
    sql`update member set role = 'member' where role = 'admin'`,
    'withdrawn',
  ],
])('a link that %s says so and lets nobody in', async (_what, change, state) => {
  const token = tokenOf(await make(bob))
  await asOwner(change)
  expect((await look(token, eve)).result).toMatchObject({ state })
  expect((await join(token, eve)).status).toBe(409)
  expect(await asOwner(sql`select 1 from member where user_id = ${eve.id}`)).toEqual([])
})

test('a link that was removed, or never was, is not found', async () => {
  const made = await make()
  const token = tokenOf(made)
  const removal = { org: 'acme', id: Object(made.result).id }
  expect((await knock(removeJoinLink, removal, cleo.headers)).status).toBe(403)
  expect((await knock(removeJoinLink, removal, ada.headers)).status).toBe(200)
  for (const gone of [token, 'nothing', 'x'.repeat(200), '']) {
    expect((await look(gone)).status).toBe(404)
    expect((await join(gone, eve)).status).toBe(404)
  }
  expect((await visit(`/join/${token}`)).status).toBe(404)
})

test('whoever has not confirmed their address is told to do so first', async () => {
  const token = tokenOf(await make())
  await asOwner(sql`update "user" set email_verified = false where id = ${eve.id}`)
  expect((await look(token, eve)).result).toMatchObject({ reader: { isVerified: false } })
  expect(await (await visit(`/join/${token}`, eve.headers)).text()).toContain(
    'Confirm your address first',
  )
  expect((await join(token, eve)).error).toMatchObject({ code: 'forbidden' })
})

test('a guest is led to both doors and back', async () => {
  const token = tokenOf(await make())
  const html = await (await visit(`/join/${token}`)).text()
  const redirect = encodeURIComponent(`/join/${token}`)
  expect(html).toContain(`/sign-up?redirect=${redirect}`)
  expect(html).toContain(`/sign-in?redirect=${redirect}`)
})

test('whoever was removed does not come back by a link', async () => {
  const token = tokenOf(await make())
  const [{ id } = {}] = await asOwner(sql`select id from member where user_id = ${cleo.id}`)
  const body = { memberIdOrEmail: String(id), organizationId: acme.id }
  expect(
    (await callAuth('/organization/remove-member', { body, headers: ada.headers })).status,
  ).toBe(200)
  expect((await join(token, cleo)).error).toMatchObject({
    code: 'forbidden',
    sentence: 'You have been removed from this organization. Ask for an invitation by letter.',
  })
})

describe('making one', () => {
  test('is for those who invite, and for roles that allow no more than their own', async () => {
    expect((await make(cleo)).status).toBe(403)
    expect((await make(bob, { role: 'owner' })).error).toMatchObject({ code: 'forbidden' })
    expect((await make(bob, { role: 'admin' })).status).toBe(200)
    expect((await make(ada, { role: 'nobody' })).error).toMatchObject({ code: 'forbidden' })
    expect((await make(ada, { role: 'owner,admin' })).error).toMatchObject({ code: 'forbidden' })
  })

  test("takes one of the organization's own roles, and that is what one joins as", async () => {
    await callAuth('/organization/create-role', {
      body: { role: 'guest', permission: { project: ['read'] }, organizationId: acme.id },
      headers: ada.headers,
    })
    const token = tokenOf(await make(ada, { role: 'guest' }))
    expect((await join(token, eve)).status).toBe(200)
    expect(await asOwner(sql`select role from member where user_id = ${eve.id}`)).toEqual([
      { role: 'guest' },
    ])
  })

  test('with a number out of its bounds, or a team that is none, is refused beside its field', async () => {
    for (const [field, value] of [
      ['uses', 0],
      ['uses', 101],
      ['uses', 1.5],
      ['days', 0],
      ['days', 31],
      ['teamId', 'nothing'],
    ] as const) {
      const { status, error } = await make(ada, { [field]: value })
      expect(status, `${field} ${value}`).toBe(422)
      expect(error).toMatchObject({ fields: { [field]: expect.any(String) } })
    }
  })

  test('takes no team of another organization', async () => {
    const globex = await found('globex', eve)
    const [team] = await asOwner(sql`select id from team where organization_id = ${globex.id}`)
    expect((await make(ada, { teamId: team?.id })).status).toBe(422)
  })
})
