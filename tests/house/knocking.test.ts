import { beforeAll, expect, test } from 'vitest'
import { type Answer, knock } from '../support/knock'
import { arrive, found, type Person } from '../support/people'
import { read, withoutComments } from './sources'

// The law of doors reads the sources; this one knocks at every door there is, and needs no edit for a new one.
const modules = import.meta.glob<Record<string, unknown>>('../../src/**/*.functions.ts', {
  eager: true,
})
const sources = read(['src'])

const doors = Object.entries(modules).flatMap(([file, exported]) => {
  const text = withoutComments(sources[file.replace('../../', '')] ?? '')
  return Object.entries(exported).map(([name, door]) => ({ name, door, gate: gateOf(text, name) }))
})

function gateOf(text: string, name: string): string | undefined {
  const [, after = ''] = text.split(`export const ${name} = `)
  return /\.middleware\(\[\s*(\w+)/.exec(after)?.[1]
}

let eve: Person

beforeAll(async () => {
  eve = await arrive('eve')
  await found('acme', await arrive('ada'))
})

test('every door of the sources is knocked at, and has a gate that is known', () => {
  const written = Object.values(sources)
    .join('\n')
    .match(/^export const \w+ = createServerFn\(/gm)
  expect(doors.length).toBe(written?.length)
  const known = new Set([
    'anyone',
    'signedIn',
    'recentlySignedIn',
    'memberMay',
    'memberMayOutside',
    'operatorMay',
    'operatorMayOutside',
  ])
  expect(doors.filter(({ gate }) => !known.has(gate ?? '')).map(({ name }) => name)).toEqual([])
})

test.each(doors.filter(({ gate }) => gate !== 'anyone'))(
  '$name refuses whoever is not signed in',
  async ({ door }) => {
    expect(spoken(await knock(door, { org: 'acme' }))).toMatchObject({
      status: 403,
      code: 'forbidden',
    })
  },
)

test.each(doors.filter(({ gate }) => gate?.startsWith('memberMay')))(
  '$name asks which organization, and tells a stranger that there is none',
  async ({ door }) => {
    for (const data of [undefined, {}, { org: 7 }, { org: ['acme'] }]) {
      expect(spoken(await knock(door, data, eve.headers))).toMatchObject({
        status: 422,
        sentence: 'Which organization?',
      })
    }
    const refused = spoken(await knock(door, { org: 'acme' }, eve.headers))
    expect(refused).toMatchObject({ status: 404, code: 'not_found' })
    expect(refused).toEqual(spoken(await knock(door, { org: 'nowhere' }, eve.headers)))
  },
)

test.each(doors.filter(({ gate }) => gate?.startsWith('operatorMay')))(
  '$name refuses a customer',
  async ({ door }) => {
    expect([403, 404]).toContain((await knock(door, {}, eve.headers)).status)
  },
)

/** What a person would learn from the answer. */
function spoken({ status, error }: Answer) {
  return { status, ...(error instanceof Error ? { ...error } : {}) }
}
