import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { getTeam, listCandidates, listTeams } from '~/features/teams/teams.functions'
import { asOwner } from '../support/database'
import { knock, visit } from '../support/knock'
import { arrive, found, type Person } from '../support/people'

let ada: Person
const people = 120
const teams = 60

beforeAll(async () => {
  ada = await arrive('ada')
  const { id } = await found('acme', ada)
  // Names in no order, some of them twice.
  await asOwner(sql`insert into "user" (id, name, email, email_verified)
    select 'person-' || n, 'Person ' || n * 37 % 100, 'n' || n || '@many.test', true
    from generate_series(1, ${people}) n`)
  await asOwner(sql`insert into member (id, organization_id, user_id, role, created_at)
    select 'member-' || n, ${id}, 'person-' || n, 'member', now() from generate_series(1, ${people}) n`)
  await asOwner(sql`insert into team (id, name, organization_id, created_at)
    select 'team-' || n, 'Team ' || n * 7 % 50, ${id}, now() from generate_series(1, ${teams - 1}) n`)
  await asOwner(sql`insert into team_member (id, team_id, user_id, created_at)
    select 'place-' || n, 'team-1', 'person-' || n, now() from generate_series(1, ${people - 10}) n`)
})

type Listed = { id: string; name: string }[]

/** Everything a list has, page after page, and how long the pages were. */
async function leafThrough(door: unknown, key: 'people' | 'teams') {
  const rows: Listed = []
  const lengths: number[] = []
  let after: unknown
  do {
    const { result } = await knock(door, { org: 'acme', team: 'team-1', after }, ada.headers)
    const page: Listed = partOf(result, key) ?? []
    rows.push(...page)
    lengths.push(page.length)
    after = partOf(result, 'next')
  } while (after)
  return { rows, lengths }
}

test.each([
  ['the people of a team', getTeam, 'people', [50, 50, 10]],
  ['the teams', listTeams, 'teams', [50, 10]],
] as const)(
  '%s come in pages by name, nobody twice and nobody left out',
  async (_what, door, key, pages) => {
    const { rows, lengths } = await leafThrough(door, key)
    expect(lengths).toEqual(pages)
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
    const names = rows.map(({ name }) => name.toLowerCase())
    expect(names).toEqual([...names].sort())
  },
)

test.each([
  ['Person 37', 2],
  ['person 37', 2],
  ['n7@MANY', 1],
  ['%', 0],
  ['_', 0],
  ["' or true --", 0],
  ['n\u0000o', 0],
])('somebody is found by letters of the name or the address: %j', async (q, found) => {
  const { status, result } = await knock(getTeam, { org: 'acme', team: 'team-1', q }, ada.headers)
  expect(status).toBe(200)
  expect(partOf(result, 'people')).toHaveLength(found)
  expect(partOf(result, 'total')).toBe(people - 10)
})

test('to a team are offered those who are not in it, as many as one can look at', async () => {
  const offered = async (team: string, q?: string) => {
    const { result } = await knock(listCandidates, { org: 'acme', team, q }, ada.headers)
    return Array.isArray(result) ? result.map(({ id }) => id) : []
  }
  const ids = await offered('team-1')
  expect(ids).toHaveLength(11)
  expect(ids).toContain(ada.id)
  expect(ids).not.toContain('person-1')
  expect(await offered('team-2')).toHaveLength(20)
  expect(await offered('team-1', 'ada')).toEqual([ada.id])
})

test.each(['?q=7', '?q=%00', '?after=%00', '?after=../x&q[]=1', `?q=${'x'.repeat(2000)}`])(
  'the pages understand the address, whatever stands in it: %s',
  async (search) => {
    for (const path of ['/app/acme/teams', '/app/acme/teams/team-1']) {
      const { status } = await visit(path + search, ada.headers)
      expect([200, 307]).toContain(status)
    }
  },
)

test('a team that is not there is not found, whatever its id looks like', async () => {
  for (const team of ['nothing', '%00', 'x'.repeat(300), "'"]) {
    const { status } = await visit(`/app/acme/teams/${encodeURIComponent(team)}`, ada.headers)
    expect(status).toBe(404)
  }
})

function partOf(result: unknown, key: string) {
  return Object.entries(typeof result === 'object' && result ? result : {}).find(
    ([name]) => name === key,
  )?.[1]
}
