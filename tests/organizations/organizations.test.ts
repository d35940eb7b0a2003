import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { getMembership, listOrganizations } from '~/features/organizations/organizations.functions'
import { asOwner } from '../support/database'
import { callAuth, knock, visit } from '../support/knock'
import { arrive, found, type Person } from '../support/people'

let ada: Person, eve: Person
beforeAll(async () => {
  ;[ada, eve] = await Promise.all([arrive('ada'), arrive('eve')])
})

const create = (name: unknown, slug: unknown, headers = ada.headers) =>
  callAuth('/organization/create', { body: { name, slug }, headers })

test('a person who creates an organization is its owner, and it has a first team', async () => {
  expect((await create('Acme', 'acme')).status).toBe(200)
  const { result } = await knock(getMembership, { org: 'acme' }, ada.headers)
  expect(result).toMatchObject({ organization: { name: 'Acme', slug: 'acme' }, role: 'owner' })
  expect(await asOwner(sql`select name from team`)).toEqual([{ name: 'General' }])
})

test('a person sees the organizations they belong to, and no others', async () => {
  await found('globex', eve)
  const { result } = await knock(listOrganizations, undefined, ada.headers)
  expect(result).toMatchObject([{ name: 'Acme', role: 'owner' }])
})

test('a page of an organization one does not belong to is not found, like one that does not exist', async () => {
  const foreign = await visit('/app/globex', ada.headers)
  const missing = await visit('/app/nowhere', ada.headers)
  expect([foreign.status, missing.status]).toEqual([404, 404])
  const words = (html: string) =>
    html.replace(/globex|nowhere|nonce="[^"]*"|content="[^"]*"|\$_TSR.*/g, '')
  expect(words(await foreign.text())).toBe(words(await missing.text()))
})

test.each([
  ['taken', 'acme', 'ORGANIZATION_ALREADY_EXISTS'],
  ['taken in other letters', ' ACME ', 'ORGANIZATION_ALREADY_EXISTS'],
  ['reserved for the product', 'new', 'INVALID_SLUG'],
  ['with a space in it', 'my company', 'INVALID_SLUG'],
  ['a path', '../operator', 'INVALID_SLUG'],
  ['too short', 'a', 'INVALID_SLUG'],
  ['endless', 'a'.repeat(100_000), 'INVALID_SLUG'],
])('an address that is %s is refused', async (_what, slug, code) => {
  const { status, data } = await create('Another', slug)
  expect(status).toBe(400)
  expect(data).toMatchObject({ code })
})

test('ten at once with one address make one organization, whole', async () => {
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => create('Once', 'once', eve.headers)),
  )
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  for (const { status } of answers) expect([200, 400, 409]).toContain(status)
  const rows = await asOwner(sql`
    select (select count(*)::int from member m where m.organization_id = o.id) as members,
      (select count(*)::int from team t where t.organization_id = o.id) as teams
    from organization o where slug = 'once'`)
  expect(rows).toEqual([{ members: 1, teams: 1 }])
})

test('an organization that cannot be made whole is not made at all', async () => {
  await asOwner(sql`revoke insert on team from app`)
  const { status } = await create('Halfway', 'halfway')
  await asOwner(sql`grant insert on team to app`)
  expect(status).toBeGreaterThanOrEqual(500)
  expect(await asOwner(sql`select 1 from organization where slug = 'halfway'`)).toEqual([])
  expect((await create('Halfway', 'halfway')).status).toBe(200)
})

test.each(['Ünïcode & Söhne 🏛️', 'شركة', '<b>Bold</b>'])(
  'a name like %s is kept to the letter',
  async (name) => {
    const slug = `name-${name.length}`
    await create(name, slug)
    const { result } = await knock(getMembership, { org: slug }, ada.headers)
    expect(result).toMatchObject({ organization: { name } })
    const html = await (await visit(`/app/${slug}`, ada.headers)).text()
    expect(html).not.toContain('<b>Bold</b>')
  },
)

test.each([
  ['empty', ' '],
  ['endless', 'x'.repeat(1_000_000)],
  ['on two lines', 'a\nb'],
])('a name that is %s is refused', async (_what, name) => {
  const { status, data } = await create(name, 'fine')
  expect(status).toBe(400)
  expect(data).toMatchObject({ code: 'INVALID_NAME' })
})
