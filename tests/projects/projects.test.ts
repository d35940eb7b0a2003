import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  createProject,
  listProjects,
  removeProject,
  renameProject,
} from '~/features/projects/projects.functions'
import { Bug } from '~/observe/bug'
import { Refusal } from '~/refusal'
import { asOwner } from '../support/database'
import { knock } from '../support/knock'
import { arrive, found, type Person } from '../support/people'

let ada: Person, bob: Person, cleo: Person, eve: Person

beforeAll(async () => {
  ;[ada, bob, cleo, eve] = await Promise.all([
    arrive('ada'),
    arrive('bob'),
    arrive('cleo'),
    arrive('eve'),
  ])
  await found('acme', ada, [
    { person: bob, role: 'admin' },
    { person: cleo, role: 'member' },
  ])
  await found('globex', eve)
})

const names = async (org: string, who: Person) => {
  const { result } = await knock(listProjects, { org }, who.headers)
  return Array.isArray(result) ? result.map(({ name }) => name) : result
}

test('a member makes a project and everybody in the organization sees it, with who made it', async () => {
  const { status } = await knock(createProject, { org: 'acme', name: 'Atlas' }, cleo.headers)
  expect(status).toBe(200)
  const { result } = await knock(listProjects, { org: 'acme' }, ada.headers)
  expect(result).toMatchObject([{ name: 'Atlas', createdBy: 'Cleo' }])
})

test('nobody of another organization sees it, and the other organization may use the same name', async () => {
  expect(await names('globex', eve)).toEqual([])
  expect((await knock(createProject, { org: 'globex', name: 'Atlas' }, eve.headers)).status).toBe(
    200,
  )
  expect(await names('acme', ada)).toEqual(['Atlas'])
})

describe('the gate', () => {
  test('answers a stranger to an organization exactly as if there were none of that name', async () => {
    const foreign = await knock(listProjects, { org: 'acme' }, eve.headers)
    const missing = await knock(listProjects, { org: 'nowhere' }, eve.headers)
    expect(foreign.status).toBe(404)
    expect(foreign.error).toBeInstanceOf(Refusal)
    expect([foreign.status, foreign.body]).toEqual([missing.status, missing.body])
  })

  test('asks before it reads: a stranger with a malformed request is refused like any other', async () => {
    const { status } = await knock(createProject, { org: 'acme', name: 7 }, eve.headers)
    expect(status).toBe(404)
  })

  test('tells somebody signed out that the session has ended', async () => {
    const { status, error } = await knock(listProjects, { org: 'acme' })
    expect(status).toBe(403)
    expect(error).toMatchObject({
      code: 'forbidden',
      sentence: 'Your session has ended. Sign in again.',
    })
  })

  test('lets a member make projects but not delete them', async () => {
    const { result } = await knock(createProject, { org: 'acme', name: 'Keep' }, cleo.headers)
    const id = idOf(result)
    const refused = await knock(removeProject, { org: 'acme', id }, cleo.headers)
    expect(refused.status).toBe(403)
    expect((await knock(removeProject, { org: 'acme', id }, bob.headers)).status).toBe(200)
  })

  test('is not moved by a scope that the browser claims to have', async () => {
    const forged = { org: 'acme', name: 'Forged', scope: { organization: { id: 'x' } } }
    expect((await knock(createProject, forged, eve.headers)).status).toBe(404)
  })
})

describe('a foreign id', () => {
  test('is not found, is not changed, and is answered like an id that never was', async () => {
    const { result } = await knock(createProject, { org: 'globex', name: 'Secret' }, eve.headers)
    const id = idOf(result)
    for (const [door, more] of [
      [renameProject, { name: 'Taken over' }],
      [removeProject, {}],
    ] as const) {
      const foreign = await knock(door, { org: 'acme', id, ...more }, ada.headers)
      const missing = await knock(door, { org: 'acme', id: 'nothing', ...more }, ada.headers)
      expect(foreign.status).toBe(404)
      expect([foreign.status, foreign.body]).toEqual([missing.status, missing.body])
    }
    expect(await names('globex', eve)).toContain('Secret')
  })
})

describe('names', () => {
  test('that are taken are refused at their field, also when ten come at once', async () => {
    const tries = Array.from({ length: 10 }, () =>
      knock(createProject, { org: 'acme', name: 'Once' }, ada.headers),
    )
    const statuses = (await Promise.all(tries)).map(({ status }) => status).sort()
    expect(statuses).toEqual([200, ...Array(9).fill(409)])
    const { error } = await knock(createProject, { org: 'acme', name: 'Once' }, ada.headers)
    expect(error).toMatchObject({
      code: 'conflict',
      fields: { name: expect.stringContaining('Once') },
    })
  })

  test.each([
    ['empty', '   ', 'Write a name.'],
    ['a megabyte long', 'x'.repeat(1_000_000), 'Use at most 80 characters.'],
    ['broken over lines', 'a\nb', 'Leave out line breaks and control characters.'],
  ])('that are %s get a sentence', async (_what, name, sentence) => {
    const { status, error } = await knock(createProject, { org: 'acme', name }, ada.headers)
    expect(status).toBe(422)
    expect(error).toMatchObject({ code: 'invalid', sentence, fields: { name: sentence } })
  })

  test.each(['🏛️ Atrium', 'مشروع', '<script>alert(1)</script>', "Robert'); drop table project;--"])(
    'like %s are kept to the letter',
    async (name) => {
      await knock(createProject, { org: 'acme', name }, ada.headers)
      expect(await names('acme', ada)).toContain(name)
    },
  )

  test('can be changed to a free one only', async () => {
    const { result } = await knock(createProject, { org: 'acme', name: 'Before' }, ada.headers)
    const id = idOf(result)
    expect(
      (await knock(renameProject, { org: 'acme', id, name: 'After' }, ada.headers)).status,
    ).toBe(200)
    expect(
      (await knock(renameProject, { org: 'acme', id, name: 'Once' }, ada.headers)).status,
    ).toBe(409)
    expect(await names('acme', ada)).toContain('After')
  })
})

test('a bug in SQL answers 500 with a request id and nothing of the statement, its values or the stack', async () => {
  await asOwner(sql`alter table project rename column name to title`)
  const { status, error, body, headers } = await knock(
    createProject,
    { org: 'acme', name: 'hidden words' },
    ada.headers,
  )
  await asOwner(sql`alter table project rename column title to name`)
  expect(status).toBe(500)
  expect(error).toBeInstanceOf(Bug)
  expect(error).toMatchObject({ requestId: headers.get('x-request-id') })
  expect(body).not.toMatch(/insert|project|column|hidden words|at .*\.ts|node_modules/i)
})

function idOf(result: unknown): string {
  if (typeof result === 'object' && result && 'id' in result) return String(result.id)
  throw new Error('The door gave no id.')
}
