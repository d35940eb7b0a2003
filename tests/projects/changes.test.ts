import app from 'app.config'
import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  archiveProject,
  createProject,
  removeProject,
  restoreProject,
  updateProject,
} from '~/features/projects/projects.functions'
import { asOwner } from '../support/database'
import { knock } from '../support/knock'
import type { Organization, Person } from '../support/people'
import { begin, fill, lines, look, make, names } from './world'

let ada: Person, bob: Person, cleo: Person
let acme: Organization

beforeAll(async () => {
  ;({ ada, bob, cleo, acme } = await begin())
})
beforeEach(() => asOwner(sql`truncate project, audit`))

const limit = Number(app.plans[0].limits.projects)
const write = (door: unknown, who: Person, data: object) =>
  knock(door, { org: 'acme', ...data }, who.headers)
const count = async (where = sql`true`) => {
  const [row] = await asOwner(sql`select count(*)::int as n from project where ${where}`)
  return row?.n
}

describe('the archive', () => {
  test('takes a project out of the list and keeps everything of it, until it is restored', async () => {
    const id = await make(cleo, { name: 'Atlas', description: 'Maps', teamId: 'design' })
    expect((await write(archiveProject, cleo, { id })).status).toBe(200)
    expect(await names(ada)).toEqual([])
    expect(await names(ada, { state: 'archived' })).toEqual(['Atlas'])
    expect(await look(cleo, id)).toMatchObject({ description: 'Maps', team: 'Design' })
    expect((await write(restoreProject, cleo, { id })).status).toBe(200)
    expect(await names(ada)).toEqual(['Atlas'])
  })

  test('lends its room to others, and a restored project needs room again', async () => {
    const id = await make(ada, { name: 'First' })
    await fill(acme, limit - 1)
    await write(archiveProject, ada, { id })
    await make(ada, { name: 'In its place' })
    const refused = await write(restoreProject, ada, { id })
    expect(refused.status).toBe(402)
    expect(refused.error).toMatchObject({ code: 'limit_reached' })
    expect((await look(ada, id)).archivedAt).toEqual(expect.any(Date))
    await asOwner(sql`delete from project where name = 'In its place'`)
    expect((await write(restoreProject, ada, { id })).status).toBe(200)
  })

  test('keeps its names: a new project is told that one of the archive has it', async () => {
    const id = await make(ada, { name: 'Atlas' })
    await write(archiveProject, ada, { id })
    const { error } = await write(createProject, ada, { name: 'Atlas' })
    expect(error).toMatchObject({ fields: { name: expect.stringContaining('in the archive') } })
  })
})

test('fifty new projects at once with room for three: three are made, the others are told why', async () => {
  await fill(acme, limit - 3)
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, at) => write(createProject, ada, { name: `New ${at}` })),
  )
  const made = answers.filter(({ status }) => status === 200)
  const refused = answers.filter(({ status }) => status === 402)
  expect([made.length, refused.length]).toEqual([3, 47])
  for (const { error } of refused) {
    expect(error).toMatchObject({
      code: 'limit_reached',
      sentence: expect.stringContaining(`${limit}`),
    })
  }
  expect(await count()).toBe(limit)
})

test('fifty restored at once with room for three: three come back', async () => {
  await fill(acme, limit - 3)
  await fill(acme, 50, { id: sql`'old-' || n`, name: sql`'Old ' || n`, archived_at: sql`now()` })
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, at) => write(restoreProject, ada, { id: `old-${at + 1}` })),
  )
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(3)
  expect(await count(sql`archived_at is null`)).toBe(limit)
})

describe('the log', () => {
  test('has a line for each change, by whom, and none for what changed nothing', async () => {
    const id = await make(cleo, { name: 'Atlas', teamId: 'design' })
    await write(updateProject, ada, { id, name: 'Globe', teamId: '' })
    await write(updateProject, ada, { id, name: 'Globe', description: '' })
    await write(archiveProject, bob, { id })
    await write(archiveProject, bob, { id })
    await write(restoreProject, bob, { id })
    await write(restoreProject, bob, { id })
    await write(removeProject, bob, { id })
    expect(await lines()).toEqual(
      [
        ['project.created', 'Cleo', { projectId: id, name: 'Atlas', teamId: 'design' }],
        ['project.updated', 'Ada', { projectId: id, name: 'Globe', changed: ['name', 'teamId'] }],
        ['project.archived', 'Bob', { projectId: id, name: 'Globe' }],
        ['project.restored', 'Bob', { projectId: id, name: 'Globe' }],
        ['project.removed', 'Bob', { projectId: id, name: 'Globe' }],
      ].map(([action, who, details]) => ({ action, who, details })),
    )
  })

  test('has none for what was refused', async () => {
    const id = await make(ada, { name: 'Atlas' })
    await make(ada, { name: 'Globe' })
    await write(createProject, ada, { name: 'Globe' })
    await write(updateProject, ada, { id, name: 'Globe' })
    await write(removeProject, cleo, { id })
    await write(removeProject, ada, { id: 'nothing' })
    expect(await lines()).toHaveLength(2)
  })

  test('is written or nothing is: without its line no project changes', async () => {
    const id = await make(ada, { name: 'Atlas' })
    await asOwner(sql`revoke insert on audit from tenant`)
    for (const door of [createProject, updateProject, archiveProject, removeProject]) {
      expect((await write(door, ada, { id, name: 'Unwritten' })).status).toBe(500)
    }
    await asOwner(sql`grant insert on audit to tenant`)
    expect(await names(ada)).toEqual(['Atlas'])
  })
})

test('two who change different things at once lose neither', async () => {
  const id = await make(ada, { name: 'Atlas', description: 'Old' })
  await Promise.all([
    write(updateProject, ada, { id, name: 'Globe' }),
    write(updateProject, bob, { id, description: 'New' }),
    write(archiveProject, cleo, { id }),
  ])
  expect(await look(ada, id)).toMatchObject({
    name: 'Globe',
    description: 'New',
    archivedAt: expect.any(Date),
  })
})
