import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  archiveProject,
  createProject,
  getProject,
  listProjects,
  listProjectTeams,
  removeProject,
  restoreProject,
  updateProject,
} from '~/features/projects/projects.functions'
import { Bug } from '~/observe/bug'
import { Refusal } from '~/refusal'
import { asOwner } from '../support/database'
import { knock, visit } from '../support/knock'
import type { Person } from '../support/people'
import { begin, look, make, names, told } from './world'

let ada: Person, bob: Person, cleo: Person, eve: Person

beforeAll(async () => {
  ;({ ada, bob, cleo, eve } = await begin())
})

test('a member makes a project, and everybody in the organization sees what it is and who made it', async () => {
  const id = await make(cleo, { name: 'Atlas', description: 'Maps.\nMany of them.' })
  expect(await look(ada, id)).toMatchObject({
    name: 'Atlas',
    description: 'Maps.\nMany of them.',
    team: null,
    createdBy: 'Cleo',
    archivedAt: null,
  })
  expect(await names(bob)).toEqual(['Atlas'])
})

test('another organization does not see it, and may use the same name', async () => {
  expect(await names(eve, { org: 'globex' })).toEqual([])
  await make(eve, { org: 'globex', name: 'Atlas' })
  expect(await names(ada)).toEqual(['Atlas'])
})

describe('the gate', () => {
  test('answers a stranger to an organization exactly as if there were none of that name', async () => {
    const foreign = await knock(listProjects, { org: 'acme' }, eve.headers)
    const missing = await knock(listProjects, { org: 'nowhere' }, eve.headers)
    expect(foreign.status).toBe(404)
    expect(foreign.error).toBeInstanceOf(Refusal)
    expect(told(foreign)).toEqual(told(missing))
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

  test('lets a member make, change and archive projects, but not delete them', async () => {
    const id = await make(cleo, { name: 'Keep' })
    for (const door of [updateProject, archiveProject, restoreProject]) {
      expect((await knock(door, { org: 'acme', id }, cleo.headers)).status).toBe(200)
    }
    expect((await knock(removeProject, { org: 'acme', id }, cleo.headers)).status).toBe(403)
    expect((await knock(removeProject, { org: 'acme', id }, bob.headers)).status).toBe(200)
  })

  test('is not moved by a scope that the browser claims to have', async () => {
    const forged = { org: 'acme', name: 'Forged', scope: { organization: { id: 'x' } } }
    expect((await knock(createProject, forged, eve.headers)).status).toBe(404)
  })
})

describe('a foreign id', () => {
  const doors = [
    [getProject, {}],
    [updateProject, { name: 'Taken over' }],
    [archiveProject, {}],
    [restoreProject, {}],
    [removeProject, {}],
  ] as const

  test('is not found, is not changed, and is answered like an id that never was', async () => {
    const id = await make(eve, { org: 'globex', name: 'Secret' })
    for (const [door, more] of doors) {
      const foreign = await knock(door, { org: 'acme', id, ...more }, ada.headers)
      const missing = await knock(door, { org: 'acme', id: 'nothing', ...more }, ada.headers)
      const absurd = await knock(door, { org: 'acme', id: "\0'", ...more }, ada.headers)
      expect(foreign.status).toBe(404)
      expect(told(foreign)).toEqual(told(missing))
      expect(told(absurd)).toEqual(told(missing))
    }
    expect(await names(eve, { org: 'globex' })).toContain('Secret')
  })

  test('has no page, and neither has a missing one, in the same words', async () => {
    const id = await make(eve, { org: 'globex', name: 'Hidden' })
    const missing = 'ffffffff-0000-4000-8000-000000000000'
    const pages = [id, missing].map(async (each) => {
      const answer = await visit(`/app/acme/projects/${each}`, ada.headers)
      return { status: answer.status, words: wordsOf(await answer.text()) }
    })
    const [foreign, other] = await Promise.all(pages)
    expect(foreign).toEqual(other)
    expect(foreign?.status).toBe(404)
    expect(foreign?.words).toContain('There is no such project.')
    const own = await visit(`/app/acme/projects/${await make(ada, { name: 'Seen' })}`, ada.headers)
    expect(own.status).toBe(200)
    expect(wordsOf(await own.text())).toContain('Seen')
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
      expect((await look(ada, await make(ada, { name }))).name).toBe(name)
    },
  )

  test('can be changed to a free one only, and what is not given stays', async () => {
    const id = await make(ada, { name: 'Before', description: 'Kept' })
    const rename = (name: string) => knock(updateProject, { org: 'acme', id, name }, ada.headers)
    expect((await rename('After')).status).toBe(200)
    expect(await look(ada, id)).toMatchObject({ name: 'After', description: 'Kept' })
    const taken = await rename('Once')
    expect(taken.error).toMatchObject({ code: 'conflict', fields: { name: expect.any(String) } })
    expect((await look(ada, id)).name).toBe('After')
  })

  test.each([
    ['too long', 'x'.repeat(501), 'Use at most 500 characters.'],
    ['of control characters', 'a\0b', 'Leave out control characters.'],
  ])('have no description that is %s', async (_what, description, sentence) => {
    const data = { org: 'acme', name: 'Described', description }
    const { status, error } = await knock(createProject, data, ada.headers)
    expect(status).toBe(422)
    expect(error).toMatchObject({ fields: { description: sentence } })
  })
})

test('the form offers an owner every team, and nobody a team of another organization', async () => {
  const { result } = await knock(listProjectTeams, { org: 'acme' }, ada.headers)
  expect(result).toEqual([
    { id: 'design', name: 'Design' },
    { id: expect.any(String), name: 'General' },
  ])
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

/** What a person reads on a page. */
function wordsOf(html: string): string {
  const body = /<body[^>]*>(.*?)<script/s.exec(html)?.[1] ?? html
  return body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
}
