import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { getOrganization, searchOrganizations } from '~/features/operator/organizations.functions'
import { subscribed } from '../billing/bought'
import { asOwner } from '../support/database'
import { knock } from '../support/knock'
import { arrive, found, type Organization, type Person } from '../support/people'
import { countStatements } from '../support/statements'

const statements = countStatements()
let ada: Person, bob: Person, cleo: Person, eve: Person, olive: Person
let acme: Organization, globex: Organization

/** Organizations with nobody in them. */
const many = 60

beforeAll(async () => {
  ada = await arrive('ada')
  bob = await arrive('bob')
  cleo = await arrive('cleo')
  eve = await arrive('eve')
  olive = await arrive('olive')
  await asOwner(sql`insert into organization (id, name, slug, created_at)
    select 'many-' || n, case when n % 2 = 0 then 'Same' else 'Other ' || n end, 'slug-' || n,
      now() - interval '1 year' - n / 3 * interval '1 hour' from generate_series(1, ${many}) n`)
  acme = await found('acme', ada, [
    { person: bob, role: 'admin' },
    { person: cleo, role: 'member' },
  ])
  globex = await found('globex', eve)
  await subscribed(acme, { plan: 'team', seats: 3 })
  await subscribed({ id: 'many-7' }, { status: 'past_due' })
  await asOwner(sql`insert into billing_account (organization_id, granted_plan, granted_until)
    values (${globex.id}, 'business', now() + interval '9 days'),
      ('many-8', 'business', now() - interval '1 day')`)
  await asOwner(sql`update organization set suspended_at = now(), suspended_why = 'Letters come back.'
    where id = 'many-9'`)
})

const search = async (asked: object = {}, person = olive) => {
  const answer = await knock(searchOrganizations, asked, person.headers)
  const page = Object(answer.result)
  const rows: { id: string; name: string; members: number }[] = page.organizations ?? []
  return { ...page, answer, ids: rows.map(({ id }) => id), rows }
}

test('the newest come first, each with the plan in force and its members', async () => {
  const { rows, total, matching } = await search()
  expect({ total, matching }).toEqual({ total: many + 2, matching: many + 2 })
  expect(rows.slice(0, 2)).toMatchObject([
    { slug: 'globex', members: 1, standing: { plan: 'business', state: 'none' } },
    { slug: 'acme', members: 3, standing: { plan: 'team', state: 'paid', seats: 3 } },
  ])
})

test('a search finds a part of a name or an address, a whole id, and an owner by their e-mail', async () => {
  expect((await search({ q: 'cM' })).ids).toEqual([acme.id])
  expect((await search({ q: 'slug-1' })).matching).toBe(11)
  expect((await search({ q: 'many-33' })).ids).toEqual(['many-33'])
  expect((await search({ q: ada.email.toUpperCase() })).ids).toEqual([acme.id])
  expect((await search({ q: ada.email.slice(0, 6) })).ids).toEqual(
    ada.email.slice(0, 6).includes('@') ? [acme.id] : [],
  )
  // Not who only belongs to it.
  expect((await search({ q: bob.email })).ids).toEqual([])
})

test('wild characters, quotes and nonsense are looked for as they are', async () => {
  for (const q of ['%', '_', '\\', "'", '"; drop', '🦊', '%@%', 'a\0b']) {
    const { answer, ids } = await search({ q })
    expect(answer.status).toBe(200)
    expect(ids).toEqual([])
  }
})

test('filters say what is subscribed to, in which state, what is suspended and what was given by hand', async () => {
  expect((await search({ plan: 'team' })).ids).toEqual([acme.id])
  expect((await search({ plan: 'business' })).ids).toEqual(['many-7'])
  expect((await search({ plan: 'free' })).matching).toBe(many)
  expect((await search({ status: 'past_due' })).ids).toEqual(['many-7'])
  expect((await search({ status: 'none' })).matching).toBe(many)
  expect((await search({ only: 'suspended' })).ids).toEqual(['many-9'])
  expect((await search({ only: 'granted' })).ids).toEqual([globex.id])
  expect((await search({ only: 'granted', plan: 'team' })).ids).toEqual([])
  // What is wrong in an address counts as left out.
  expect((await search({ status: 'odd', sort: 'x', only: 7, page: 'nonsense' })).matching).toBe(
    many + 2,
  )
})

test.each(['-made', 'made', 'name', '-name', '-members', 'members'])(
  'sorted by %s every one is met once, forwards and backwards',
  async (sort) => {
    const pages = [await search({ sort })]
    for (let at = pages[0]; at?.next; at = pages.at(-1)) {
      pages.push(await search({ sort, page: at.next }))
    }
    const forwards = pages.flatMap(({ ids }) => ids)
    expect(new Set(forwards).size).toBe(many + 2)
    expect(forwards).toHaveLength(many + 2)
    const back = await search({ sort, page: pages.at(-1)?.previous })
    expect(back.ids).toEqual(pages.at(-2)?.ids)
    if (sort === '-members') expect(pages[0]?.ids.slice(0, 2)).toEqual([acme.id, globex.id])
  },
)

test('a page is one statement, however many there are', async () => {
  await search()
  const asked = async (input: object) => {
    const before = statements.asked
    await search(input)
    return statements.asked - before
  }
  const one = await asked({ q: 'acme' })
  expect(await asked({ sort: '-members' })).toBe(one)
  expect(await asked({ q: '@', plan: 'team', only: 'granted' })).toBe(one)
})

test('an organization’s page has its members, owners first, why it is on its plan, what is used, and its last lines', async () => {
  const { result } = await knock(getOrganization, { organizationId: acme.id }, olive.headers)
  expect(result).toMatchObject({
    name: 'Acme',
    members: 3,
    some: [{ name: ada.name, role: 'owner' }, { name: bob.name }, { name: cleo.name }],
    standing: { plan: 'team', state: 'paid', seats: 3 },
    why: expect.stringMatching(/^Team, because .* paid until/),
    usage: { members: { used: 3, limit: 100 }, teams: { used: 1 } },
    granted: null,
    suspended: null,
  })
  expect(
    (await knock(getOrganization, { organizationId: globex.id }, olive.headers)).result,
  ).toMatchObject({
    granted: { name: 'Business', state: 'holds' },
    why: expect.stringMatching(/given by hand until/),
  })
  expect(
    (await knock(getOrganization, { organizationId: 'many-8' }, olive.headers)).result,
  ).toMatchObject({ granted: { state: 'over' }, standing: { plan: 'free' } })
  expect(
    (await knock(getOrganization, { organizationId: 'many-9' }, olive.headers)).result,
  ).toMatchObject({ suspended: { told: 'Letters come back.' }, some: [] })
})

test('a plan that is in the configuration no more is said to give nothing', async () => {
  await asOwner(sql`insert into billing_account (organization_id, granted_plan, granted_until)
    values ('many-10', 'enterprise-2019', now() + interval '9 days')`)
  const { result } = await knock(getOrganization, { organizationId: 'many-10' }, olive.headers)
  expect(result).toMatchObject({
    granted: { name: 'enterprise-2019', state: 'gone' },
    standing: { plan: 'free', grantedUntil: null },
  })
})

test('one that was deleted meanwhile is said to be, and nobody else learns that there is a list', async () => {
  const gone = await knock(getOrganization, { organizationId: 'gone' }, olive.headers)
  expect(gone).toMatchObject({
    error: { code: 'not_found', sentence: 'This organization is not there any more.' },
  })
  for (const organizationId of [acme.id, 'gone']) {
    expect(await knock(getOrganization, { organizationId }, ada.headers)).toMatchObject({
      error: { code: 'not_found', sentence: 'There is no such page.' },
    })
  }
  expect((await search({}, ada)).answer).toMatchObject({ error: { code: 'not_found' } })
})
