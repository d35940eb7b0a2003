import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { createProject, listProjects } from '~/features/projects/projects.functions'
import { Bug } from '~/observe/bug'
import { Refusal } from '~/refusal'
import server from '~/server'
import { asOwner } from '../support/database'
import { doorOf, knock, origin } from '../support/knock'
import { arrive, found, type Organization, type Person } from '../support/people'
import { writeElsewhere, writeThenBreak, writeThenRefuse } from './planted.functions'

let ada: Person
let globex: Organization

beforeAll(async () => {
  ada = await arrive('ada')
  const eve = await arrive('eve')
  await found('acme', ada)
  globex = await found('globex', eve)
})

const rows = () => asOwner(sql`select name from project`)

test('a rule that refuses after writing leaves no row, and its sentence arrives', async () => {
  const { status, error } = await knock(writeThenRefuse, { org: 'acme' }, ada.headers)
  expect(status).toBe(402)
  expect(error).toBeInstanceOf(Refusal)
  expect(error).toMatchObject({ code: 'limit_reached', sentence: 'That was one too many.' })
  expect(await rows()).toEqual([])
})

test('a rule that breaks after writing leaves no row, and only a number arrives', async () => {
  const { status, error, body } = await knock(writeThenBreak, { org: 'acme' }, ada.headers)
  expect(status).toBe(500)
  expect(error).toBeInstanceOf(Bug)
  expect(body).not.toContain('secret-of-the-house')
  expect(body).not.toMatch(/TypeError|node_modules|planted/)
  expect(await rows()).toEqual([])
})

test('a rule that writes into another organization is stopped by the database', async () => {
  const data = { org: 'acme', organizationId: globex.id }
  const { status } = await knock(writeElsewhere, data, ada.headers)
  expect(status).toBe(500)
  expect(await rows()).toEqual([])
})

test.each([
  ['without an origin', {}],
  ['from another origin', { origin: 'https://elsewhere.test' }],
  ['across sites', { 'sec-fetch-site': 'cross-site' }],
])('a call %s is refused before any gate', async (_how, headers: Record<string, string>) => {
  const { url } = doorOf(writeThenRefuse)
  const request = new Request(origin + url, {
    method: 'POST',
    headers: { ...headers, cookie: ada.headers.get('cookie') ?? '', 'x-tsr-serverfn': 'true' },
    body: '{}',
  })
  expect((await server.fetch(request)).status).toBe(403)
})

test('an input that names no organization is refused, whatever it is', async () => {
  for (const data of [undefined, null, 7, {}, { org: 7 }, { org: ['acme'] }]) {
    const { status } = await knock(listProjects, data, ada.headers)
    expect(status).toBe(422)
  }
  expect((await knock(createProject, new FormData(), ada.headers)).status).toBe(422)
})
