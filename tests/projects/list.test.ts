import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { archiveProject, removeProject } from '~/features/projects/projects.functions'
import { asOwner } from '../support/database'
import { knock } from '../support/knock'
import type { Organization, Person } from '../support/people'
import { begin, fill, make, names, see } from './world'

let ada: Person, cleo: Person, eve: Person
let acme: Organization, globex: Organization

beforeAll(async () => {
  ;({ ada, cleo, eve, acme, globex } = await begin())
})
beforeEach(() => asOwner(sql`truncate project`))

const orders = ['newest', 'oldest', 'name', '-name'] as const

/** Follows the way on from page to page, and back again; what each page showed. */
async function walk(who: Person, query: object) {
  const there = [await see(who, query)]
  for (let next = there[0]?.next; next; next = there.at(-1)?.next) {
    there.push(await see(who, { ...query, page: next }))
  }
  const back = there.slice(-1)
  for (let previous = back[0]?.previous; previous; previous = back[0]?.previous) {
    back.unshift(await see(who, { ...query, page: previous }))
  }
  const shown = (pages: typeof there) =>
    pages.map(({ projects }) => projects.map(({ name }) => name))
  return { there: shown(there), back: shown(back) }
}

describe('the order', () => {
  test('of names is the one people use, whatever their case and accents', async () => {
    for (const name of ['zebra', 'Éclair', 'apple', 'Banana', 'easter', 'Über', 'Egg']) {
      await make(ada, { name })
    }
    const sorted = ['apple', 'Banana', 'easter', 'Éclair', 'Egg', 'Über', 'zebra']
    expect(await names(ada, { sort: 'name' })).toEqual(sorted)
    expect(await names(ada, { sort: '-name' })).toEqual(sorted.toReversed())
  })

  test('is newest first unless asked, and can be turned round', async () => {
    for (const name of ['First', 'Second', 'Third']) {
      await make(ada, { name })
      await asOwner(sql`update project set created_at = created_at - interval '1 hour'`)
    }
    expect(await names(ada)).toEqual(['Third', 'Second', 'First'])
    expect(await names(ada, { sort: 'oldest' })).toEqual(['First', 'Second', 'Third'])
  })
})

describe('page by page', () => {
  test.each(orders)('sorted by %s, each project is met once, there and back', async (sort) => {
    await fill(acme, 60, { created_at: sql`now() - n * interval '1 minute'` })
    const { there, back } = await walk(ada, { sort })
    expect(there.map((page) => page.length)).toEqual([25, 25, 10])
    expect(new Set(there.flat()).size).toBe(60)
    const byName = there.flat().toSorted()
    const rises = sort === 'name' || sort === 'newest'
    expect(there.flat()).toEqual(rises ? byName : byName.toReversed())
    expect(back).toEqual(there)
  })

  test.each(orders)(
    'also when all are equal in %s, as rows made in one moment are',
    async (sort) => {
      await asOwner(sql`insert into team (id, name, organization_id, created_at)
      select 'team ' || n, 'Team ' || n, ${acme.id}, now() from generate_series(1, 60) n
      on conflict do nothing`)
      await fill(acme, 60, {
        id: sql`'project ' || n`,
        name: sql`'Same'`,
        team_id: sql`'team ' || n`,
      })
      const met: string[] = []
      let page: string | null | undefined
      while (page !== null && met.length <= 60) {
        const { projects, next } = await see(ada, { sort, page })
        met.push(...projects.map(({ id }) => id))
        page = next
      }
      expect([met.length, new Set(met).size]).toEqual([60, 60])
    },
  )

  test('the first page has nothing before it, the last nothing after, and one page neither', async () => {
    await fill(acme, 25)
    expect(await see(ada)).toMatchObject({ previous: null, next: null, matching: 25 })
    await fill(acme, 1, { id: sql`'more'`, name: sql`'One more'` })
    const first = await see(ada)
    expect(first).toMatchObject({ previous: null, next: expect.any(String), matching: 26 })
    const last = await see(ada, { page: first.next })
    expect(last).toMatchObject({ previous: expect.any(String), next: null, matching: 26 })
    expect(last.projects).toHaveLength(1)
  })

  test('what is made or deleted meanwhile moves nothing: no row is met twice or passed over', async () => {
    await fill(acme, 60, { created_at: sql`now() - n * interval '1 minute'` })
    const first = await see(ada)
    await fill(acme, 1, { id: sql`'new'`, name: sql`'Made meanwhile'` })
    const gone = first.projects.at(-1)
    await knock(removeProject, { org: 'acme', id: gone?.id }, ada.headers)
    const second = await see(ada, { page: first.next })
    expect(second.projects[0]?.name).toBe('Project 0026')
    expect(second.projects).toHaveLength(25)
  })

  test('a page that has become empty is the first one again', async () => {
    await fill(acme, 26, { created_at: sql`now() - n * interval '1 minute'` })
    const { next } = await see(ada)
    await knock(archiveProject, { org: 'acme', id: `${acme.id}-26` }, ada.headers)
    const page = await see(ada, { page: next })
    expect(page.projects).toHaveLength(25)
    expect(page).toMatchObject({ previous: null, next: null, matching: 25 })
  })
})

describe('a place in the list', () => {
  const word = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url')

  test('that nobody gave is the first page: forged, of another order, or absurd', async () => {
    await fill(acme, 30)
    const first = await see(ada)
    const ofNames = await see(ada, { sort: 'name' })
    const forged = [
      'nonsense',
      '%00',
      first.next?.slice(0, -7),
      ofNames.next,
      word('after', 'newest', '2026-01-01', 'x'),
      word('after', 'newest', -1, 'x'),
      word('after', 'newest', 8.64e15, 'x'),
      word('after', 'newest', 0.5, 'x'),
      word('after', 'newest', null, 'x'),
      word('beside', 'newest', 0, 'x'),
      word('after', 'newest', 0, 'a\0b'),
      word({ length: 4 }),
      'x'.repeat(5000),
      7,
      null,
      { $gt: '' },
    ]
    for (const page of forged) expect(await see(ada, { page }), `${page}`).toEqual(first)
  })

  test('that names a row of another organization shows nothing of it', async () => {
    await fill(globex, 40, { name: sql`'Secret ' || n` })
    await fill(acme, 3)
    const foreign = await see(eve, { org: 'globex' })
    expect(foreign.matching).toBe(40)
    for (const page of [foreign.next, word('after', 'newest', 0, `${globex.id}-1`)]) {
      const { projects, matching, all } = await see(ada, { page })
      expect(projects.map(({ name }) => name).toSorted()).toEqual(
        await names(ada, { sort: 'name' }),
      )
      expect([matching, all]).toEqual([3, 3])
    }
  })

  test('is looked at as what it is, not as SQL', async () => {
    await fill(acme, 30)
    const page = word('after', 'name', "') or true --", "'; drop table project; --")
    expect((await see(ada, { sort: 'name', page })).matching).toBe(30)
  })
})

describe('filters', () => {
  test('narrow by team, by state, by who made it and by words, together and alone', async () => {
    await make(ada, { name: 'Atlas' })
    await make(ada, { name: 'Globe', teamId: 'design' })
    await make(cleo, { name: 'World atlas', teamId: 'design' })
    const old = await make(cleo, { name: 'Old atlas' })
    await knock(archiveProject, { org: 'acme', id: old }, cleo.headers)
    const asked = async (query: object) => (await names(ada, { sort: 'name', ...query })).join(', ')
    expect(await asked({})).toBe('Atlas, Globe, World atlas')
    expect(await asked({ team: 'design' })).toBe('Globe, World atlas')
    expect(await asked({ team: 'everyone' })).toBe('Atlas')
    expect(await asked({ state: 'archived' })).toBe('Old atlas')
    expect(await asked({ mine: true })).toBe('Atlas, Globe')
    expect(await asked({ q: ' ATLAS ' })).toBe('Atlas, World atlas')
    expect(await asked({ q: 'atlas', team: 'design', mine: true })).toBe('')
    expect(await asked({ q: 'globe', team: 'design', mine: true })).toBe('Globe')
  })

  test('count what matches, and all there is, to tell an empty list from an empty answer', async () => {
    expect(await see(ada)).toMatchObject({ matching: 0, all: 0 })
    await fill(acme, 3)
    expect(await see(ada, { q: 'project 0002' })).toMatchObject({ matching: 1, all: 3 })
    expect(await see(ada, { q: 'nothing' })).toMatchObject({ matching: 0, all: 3 })
    expect(await see(ada, { state: 'archived' })).toMatchObject({ matching: 0, all: 3 })
  })

  test('take what is typed to the letter', async () => {
    await make(ada, { name: '100% \\ done_now' })
    await make(ada, { name: 'Another' })
    for (const q of ['%', '_', '\\', '100% \\ d'])
      expect(await names(ada, { q }), q).toHaveLength(1)
    for (const q of ["'", '*', '%%']) expect(await names(ada, { q }), q).toEqual([])
  })

  test('that make no sense count as left out', async () => {
    await fill(acme, 3)
    const absurd = {
      sort: 'size',
      state: 'deleted',
      mine: 'yes',
      team: "' or 1",
      q: ['x'],
    }
    expect(await see(ada, absurd)).toEqual(await see(ada))
    expect((await see(ada, { q: 'x'.repeat(81) })).matching).toBe(0)
    expect((await see(ada, { q: '\0' })).matching).toBe(3)
  })

  test('keep their count from page to page', async () => {
    await fill(acme, 60)
    const query = { q: 'project 00', sort: 'name' }
    const first = await see(ada, query)
    const second = await see(ada, { ...query, page: first.next })
    expect([first.matching, second.matching]).toEqual([60, 60])
  })
})
