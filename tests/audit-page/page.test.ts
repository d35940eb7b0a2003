import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { listAudit } from '~/features/audit/audit.functions'
import type { AuditPage } from '~/features/audit/audit.server'
import { archiveProject, createProject } from '~/features/projects/projects.functions'
import { asOwner } from '../support/database'
import { knock, visit } from '../support/knock'
import type { Organization, Person } from '../support/people'
import { crowded, world, written } from './world'

let ada: Person, bob: Person, cleo: Person, eve: Person, olive: Person
let acme: Organization, globex: Organization

beforeAll(async () => {
  ;({ ada, bob, cleo, eve, olive, acme, globex } = await world())
})

async function ask(asked: object = {}, by = ada): Promise<AuditPage> {
  const { status, result } = await knock(listAudit, { org: 'acme', ...asked }, by.headers)
  expect(status).toBe(200)
  return Object(result)
}

const said = ({ lines }: AuditPage) => lines.map(({ who, act }) => `${who} ${act}`)
const valuesOf = ({ lines: [line] }: AuditPage) =>
  Object.fromEntries(line?.values.map(({ label, value }) => [label, value]) ?? [])

test('what somebody did is a sentence, the newest first, and opens to who, in which role, from where', async () => {
  const headers = new Headers(bob.headers)
  headers.set('user-agent', 'Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0')
  headers.set('x-client-ip', '203.0.113.7')
  const { result } = await knock(createProject, { org: 'acme', name: 'Alpha' }, headers)
  const { id } = Object(result)
  await knock(archiveProject, { org: 'acme', id }, headers)
  const page = await ask()
  expect(said(page).slice(0, 2)).toEqual([
    'Bob archived the project Alpha',
    'Bob made the project Alpha',
  ])
  expect(valuesOf(page)).toMatchObject({
    Person: 'Bob, Admin',
    Name: 'Alpha',
    Project: id,
    'From where': 'Firefox on Windows, 203.0.113.7',
    Request: expect.stringMatching(/^[\da-f-]{36}$/),
  })
  const html = await (await visit('/app/acme/audit', ada.headers)).text()
  expect(html).toContain('archived the project Alpha')
  expect(html).toContain('Lines are kept for good.')
})

test('where an operator looked through somebody’s eyes both are named, and either finds it', async () => {
  await written({ organization: acme, actor: cleo, role: 'member', through: olive })
  for (const person of [cleo, olive]) {
    const page = await ask({ person: person.id })
    expect(said(page), person.name).toContain('Olive, through Cleo’s eyes, made the project Alpha')
  }
  const page = await ask({ person: olive.id })
  expect(valuesOf(page)).toMatchObject({
    Person: 'Cleo, Member',
    Operator: 'Olive, through Cleo’s eyes',
  })
})

describe('the filters', () => {
  test('by person: everybody who ever acted, under their last name, who is gone too', async () => {
    await written({ organization: acme, actor: { id: 'gone', name: 'Bobby' } })
    await written({ organization: acme, actor: { id: 'gone', name: 'Robert' } })
    const { people, itself } = await ask()
    expect(people).toContainEqual({ id: 'gone', name: 'Robert' })
    expect(people).toContainEqual({ id: olive.id, name: 'Olive' })
    expect(people.some(({ id }) => id === eve.id)).toBe(false)
    expect(itself).toBe(true)
    expect(said(await ask({ person: 'gone' }))).toEqual([
      'Robert made the project Alpha',
      'Bobby made the project Alpha',
    ])
    expect(said(await ask({ person: 'itself' })).every((line) => line.startsWith('Atrium '))).toBe(
      true,
    )
  })

  test('by noun and by action, also where one noun has several beginnings', async () => {
    const email = 'new@acme.test'
    const details = { invitationId: 'i', email, role: 'member' }
    await written({ organization: acme, action: 'invitation.sent', details, actor: ada })
    await written({ organization: acme, action: 'invitations.purged', details: { count: 2 } })
    const sent = 'Ada invited new@acme.test as Member'
    const both = ['Atrium cleared away 2 expired invitations', sent]
    expect(said(await ask({ noun: 'invitation' }))).toEqual(both)
    expect(said(await ask({ noun: 'invitations' }))).toEqual(both)
    expect(said(await ask({ action: 'invitation.sent' }))).toEqual([sent])
    expect(said(await ask({ noun: 'project', action: 'invitation.sent' }))).toEqual([])
    expect((await ask()).choices).toContainEqual({
      action: 'invitations.purged',
      label: 'Invitations purged',
      noun: 'invitation',
      about: 'Invitations',
    })
  })

  test('by day, the first and the last included, in UTC', async () => {
    for (const at of ['2025-03-01 00:00Z', '2025-03-02 23:59:59.9Z', '2025-03-03 00:00Z']) {
      await written({ organization: acme, at, details: { projectId: 'p', name: at, teamId: null } })
    }
    const days = async (asked: object) => said(await ask({ ...asked, person: 'itself' }))
    const first = 'Atrium made the project 2025-03-01 00:00Z'
    const second = 'Atrium made the project 2025-03-02 23:59:59.9Z'
    expect(await days({ from: '2025-03-01', to: '2025-03-02' })).toEqual([second, first])
    expect(await days({ to: '2025-03-01' })).toEqual([first])
    expect(await days({ from: '2025-03-04', to: '2025-03-01' })).toEqual([])
    const page = await visit('/app/acme/audit?from=2025-03-04&to=2025-03-01', ada.headers)
    expect(await page.text()).toContain('The first day is after the last one')
  })

  test.each([
    { noun: '%', action: 'project.exploded', from: '2025-02-30', to: 'tomorrow' },
    { person: "x' or true --", page: 'older-x' },
    { person: '\u0000', noun: '__proto__', action: 'constructor' },
    { person: '🦊', page: 'newer-99999999999999999999' },
    { page: 'older-0' },
    { person: { a: 1 }, noun: ['project'], from: 7, page: '%' },
  ])('what is wrong in an address counts as left out: %j', async (wrong) => {
    expect(said(await ask(wrong))).toEqual(said(await ask()))
    const words = new URLSearchParams(
      Object.entries(wrong).map(([name, value]) => [name, String(value)]),
    )
    const { status } = await visit(`/app/acme/audit?${words}`, ada.headers)
    expect([200, 307]).toContain(status)
  })
})

describe('ten thousand lines and more', () => {
  beforeAll(() => crowded(acme, 10_100))

  test('are counted no further, and every page is as small', async () => {
    const page = await ask()
    expect(page).toMatchObject({ matching: 10_000, beyond: true, newer: null })
    expect(page.lines).toHaveLength(50)
    const [line] = page.lines
    expect(line).toMatchObject({ who: 'Gone 0', act: 'archived the project Project 10100' })
  })

  test('have pages forth and back that show each line once', async () => {
    const first = await ask({ person: 'gone-7' })
    const seen = [...first.lines]
    let { older } = first
    let last = first
    while (older) {
      last = await ask({ person: 'gone-7', page: older })
      seen.push(...last.lines)
      older = last.older
    }
    expect(seen).toHaveLength(first.matching)
    expect(new Set(seen.map(({ id }) => id)).size).toBe(505)
    const back = await ask({ person: 'gone-7', page: last.newer })
    expect(back.lines).toEqual(seen.slice(450, 500))
  })
})

describe('who may', () => {
  test('an owner and an admin read it; a member, a stranger and whoever is signed out do not', async () => {
    const asked = { org: 'acme' }
    expect((await knock(listAudit, asked, bob.headers)).status).toBe(200)
    expect((await knock(listAudit, asked, cleo.headers)).status).toBe(403)
    expect((await knock(listAudit, asked, eve.headers)).status).toBe(404)
    expect((await knock(listAudit, asked)).status).toBe(403)
  })

  test('without the plan’s feature the door refuses, and the page says what it would show and leads on', async () => {
    const { status, error } = await knock(listAudit, { org: 'globex' }, eve.headers)
    expect(status).toBe(402)
    expect(error).toMatchObject({
      code: 'limit_reached',
      sentence: 'The audit log comes with the plan Business. It is being kept meanwhile.',
    })
    const html = await (await visit('/app/globex/audit', eve.headers)).text()
    expect(html).toContain('Comes with Business')
    expect(html).toContain('on Free, lines are kept for 30 days.')
    expect(html).toContain('/app/globex/billing')
  })

  test('no line of another organization is in it', async () => {
    await written({
      organization: globex,
      actor: eve,
      details: { projectId: 'e', name: 'Secret', teamId: null },
    })
    expect((await ask({ person: eve.id })).lines).toEqual([])
    const lines = await asOwner(sql`select id from audit where organization_id = ${globex.id}`)
    const ids = new Set(lines.map(({ id }) => Number(id)))
    expect((await ask()).lines.filter(({ id }) => ids.has(id))).toEqual([])
  })
})
