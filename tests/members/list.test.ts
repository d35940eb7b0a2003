import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { listMembers, setTitle } from '~/features/members/members.functions'
import type { MembersPage } from '~/features/members/members.server'
import { asOwner } from '../support/database'
import { callAuth, knock, origin, visit } from '../support/knock'
import { arrive, found, type Organization, type Person } from '../support/people'
import { crowd } from './crowd'

let ada: Person, bob: Person, cleo: Person, eve: Person
let acme: Organization
let design: string

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
  await found('globex', eve)
  const speak = async (path: string, body: object) =>
    (await callAuth(`/organization/${path}`, { body, headers: ada.headers })).data
  const organizationId = acme.id
  design = String((await speak('create-team', { name: 'Design', organizationId }))?.id)
  await speak('add-team-member', { teamId: design, userId: cleo.id, organizationId })
  await speak('create-role', { role: 'guest', permission: { project: ['read'] }, organizationId })
  // As many as a large plan has; the plan's own number is asked when somebody joins.
  const many = await crowd(60)
  const rows = JSON.stringify(
    many.map(({ id }, n) => ({ id, role: n < 5 ? 'guest' : 'member', n })),
  )
  await asOwner(sql`insert into member (id, organization_id, user_id, role, created_at)
    select id, ${acme.id}, id, role, now() at time zone 'utc' + (n / 7) * interval '1 second'
    from json_to_recordset(${rows}::json) as p (id text, role text, n int)`)
})

async function ask(asked: object = {}, by = ada): Promise<MembersPage> {
  const { status, result } = await knock(listMembers, { org: 'acme', ...asked }, by.headers)
  expect(status).toBe(200)
  return Object(result)
}

const names = ({ members }: MembersPage) => members.map(({ name }) => name)

test('a page has twenty members, the oldest first, and says how many there are', async () => {
  const page = await ask()
  expect(page.members).toHaveLength(20)
  expect(page).toMatchObject({ total: 63, matching: 63, previous: null })
  expect(names(page).slice(0, 3)).toEqual(['Ada', 'Bob', 'Cleo'])
  expect(page.members[2]).toMatchObject({
    email: cleo.email,
    role: 'member',
    title: null,
    teams: [{ id: design, name: 'Design' }],
  })
})

test.each(['joined', '-joined', 'name', '-name'])(
  'by %s, the pages forth and back show everybody once, also those who joined in the same moment',
  async (sort) => {
    const pages: MembersPage[] = []
    let page: string | null | undefined
    do {
      const next = await ask({ sort, page })
      pages.push(next)
      page = next.next
    } while (page)
    const ids = pages.flatMap(({ members }) => members.map(({ id }) => id))
    expect(pages.map(({ members }) => members.length)).toEqual([20, 20, 20, 3])
    expect(new Set(ids).size).toBe(63)
    const back = await ask({ sort, page: pages[2]?.previous })
    expect(back.members).toEqual(pages[1]?.members)
    expect((await ask({ sort, page: back.previous })).members).toEqual(pages[0]?.members)
  },
)

test('names are sorted as people sort them', async () => {
  await asOwner(sql`update "user" set name = 'ábel' where id = ${bob.id}`)
  expect(names(await ask({ sort: 'name' })).slice(0, 3)).toEqual(['ábel', 'Ada', 'Cleo'])
  await asOwner(sql`update "user" set name = 'Bob' where id = ${bob.id}`)
})

test('a search finds a part of a name or an address, in any letters, and takes nothing for a pattern', async () => {
  expect(names(await ask({ q: 'LEO' }))).toEqual(['Cleo'])
  expect(names(await ask({ q: 'bob@acme' }))).toEqual(['Bob'])
  expect(await ask({ q: 'bob@acme' })).toMatchObject({ total: 63, matching: 1 })
  for (const q of ['%', '_', '\\', "'", 'nobody', '\u0000']) {
    expect((await ask({ q: `${q}x` })).members, q).toEqual([])
  }
})

test('filters by role and by team, together with a search', async () => {
  expect(names(await ask({ role: 'admin' }))).toEqual(['Bob'])
  expect(await ask({ role: 'guest' })).toMatchObject({ matching: 5, next: null })
  expect(names(await ask({ team: design }))).toEqual(['Cleo'])
  expect(names(await ask({ team: design, q: 'bob' }))).toEqual([])
})

test('what is wrong in an address counts as left out', async () => {
  const plain = names(await ask())
  for (const wrong of [
    { sort: 'age' },
    { page: 'nonsense' },
    { page: Buffer.from('["after","joined","1e99","x"]').toString('base64url') },
    { page: Buffer.from('["after","name","x","x"]').toString('base64url') },
    { page: Buffer.from('["after","joined","9999999999999999","x"]').toString('base64url') },
    { q: { a: 1 }, page: ['x'] },
  ]) {
    expect(names(await ask(wrong)), JSON.stringify(wrong)).toEqual(plain)
  }
  const search = '?sort=age&page=x&q=%5B1%5D&role=7&invite=maybe'
  const moved = await visit(`/app/acme/members${search}`, ada.headers)
  const { pathname, search: kept } = new URL(moved.headers.get('location') ?? '', origin)
  expect(pathname + kept).toBe('/app/acme/members?page=x&role=%227%22')
  expect((await visit(pathname + kept, ada.headers)).status).toBe(200)
})

test('a team, a member or a place of another organization finds nobody', async () => {
  const [team] = await asOwner(sql`select id from team where organization_id <> ${acme.id}`)
  expect((await ask({ team: team?.id })).members).toEqual([])
  const html = await (await visit('/app/acme/members', ada.headers)).text()
  expect(html).not.toContain(eve.email)
  expect((await knock(listMembers, { org: 'acme' }, eve.headers)).status).toBe(404)
})

test('the roles one is offered are those that allow no more than one may oneself', async () => {
  const offered = async (by: Person) =>
    (await ask({}, by)).roles.filter((role) => role.offered).map(({ name }) => name)
  expect(await offered(ada)).toEqual(['owner', 'admin', 'member', 'guest'])
  expect(await offered(bob)).toEqual(['admin', 'member', 'guest'])
  expect(await offered(cleo)).toEqual(['member', 'guest'])
})

describe('a title', () => {
  const title = (words: string, by = cleo) =>
    knock(setTitle, { org: 'acme', title: words }, by.headers)

  test('is said by oneself, seen by everybody and written down', async () => {
    expect((await title(' Paints doors ')).status).toBe(200)
    expect((await ask({ q: 'cleo' })).members).toMatchObject([{ title: 'Paints doors' }])
    expect(
      await asOwner(sql`select count(*)::int as n from member where title is not null`),
    ).toEqual([{ n: 1 }])
    const lines = sql`select actor_name, details ->> 'title' as title from audit where action = 'member.title_changed'`
    expect(await asOwner(lines)).toEqual([{ actor_name: 'Cleo', title: 'Paints doors' }])
    await title('')
    expect((await ask({ q: 'cleo' })).members).toMatchObject([{ title: null }])
  })

  test('that is too long or on two lines is refused', async () => {
    expect((await title('x'.repeat(61))).status).toBe(422)
    expect((await title('a\nb')).status).toBe(422)
  })
})
