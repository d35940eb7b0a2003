import { sql } from 'drizzle-orm'
import pg from 'pg'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { answered } from '~/auth/answered'
import { organizations } from '~/auth/organizations/organizations.server'
import { roleLabel } from '~/auth/organizations/role-label'
import { createProject, listProjects } from '~/features/projects/projects.functions'
import { explainPerson, listRoles, searchPeople } from '~/features/roles/roles.functions'
import { Refusal } from '~/refusal'
import { asOwner } from '../support/database'
import { callAuth, knock, visit } from '../support/knock'
import { arrive, found, type Organization, type Person } from '../support/people'

let ada: Person, bob: Person, cleo: Person, eve: Person
let acme: Organization

beforeAll(async () => {
  ;[ada, bob, cleo, eve] = await Promise.all([
    arrive('ada'),
    arrive('bob'),
    arrive('cleo'),
    arrive('eve'),
  ])
  acme = await found('acme', ada, [
    { person: bob, role: 'admin' },
    { person: cleo, role: 'member' },
  ])
  await found('globex', eve)
})

beforeEach(async () => {
  await asOwner(sql`truncate organization_role, invitation`)
  await hold(cleo, 'member')
})

const hold = (person: Person, role: string) =>
  asOwner(sql`update member set role = ${role} where user_id = ${person.id}`)
const make = (role: string, permission: object) =>
  asOwner(sql`insert into organization_role (id, organization_id, role, permission)
    values (${role}, ${acme.id}, ${role}, ${JSON.stringify(permission)})
    on conflict (id) do update set permission = excluded.permission`)
const memberId = async (person: Person) => {
  const [row] = await asOwner(sql`select id from member where user_id = ${person.id}`)
  return String(row?.id)
}
const page = async (path: string, by: Person) => {
  const response = await visit(path, by.headers)
  return { status: response.status, html: await response.text() }
}
const cell = (html: string, name: string) =>
  html
    .slice(html.indexOf(`>${name}<`))
    .split('</tr>', 1)[0]
    ?.replace(/<[^>]*>/g, ' ')

describe('what may this person do, and why', () => {
  test('each act is there with yes or no, and with every role that allows it', async () => {
    await make('bookkeeper', { audit: ['read'], project: ['read'] })
    await hold(cleo, 'member,bookkeeper')
    const { status, html } = await page(`/app/acme/roles/who/${await memberId(cleo)}`, bob)
    expect(status).toBe(200)
    expect(cell(html, 'See projects')).toMatch(/Yes.*Member, Bookkeeper/)
    expect(cell(html, 'Create projects')).toMatch(/Yes.*Member(?!,)/)
    expect(cell(html, 'Read the audit log')).toMatch(/Yes.*Bookkeeper/)
    expect(cell(html, 'Delete projects')).toMatch(/No/)
    expect(html.includes('and those of their own teams.')).toBe(true)
  })

  test.each([
    ['owner', 'Owner'],
    ['admin', 'Admin'],
  ])('of an %s it says that they oversee the projects of every team', async (role, label) => {
    await hold(cleo, role)
    const { html } = await page(`/app/acme/roles/who/${await memberId(cleo)}`, bob)
    expect(html.includes(`As ${label}, they oversee every team&#x27;s projects`)).toBe(true)
  })

  test('is for those who decide about roles; nobody else asks it, and about nobody of elsewhere', async () => {
    const member = await memberId(bob)
    for (const door of [explainPerson, searchPeople]) {
      const asked = { org: 'acme', member, q: '' }
      expect((await knock(door, asked, cleo.headers)).error).toMatchObject({ code: 'forbidden' })
      expect((await knock(door, asked, eve.headers)).error).toMatchObject({ code: 'not_found' })
    }
    const [elsewhere, nobody] = await Promise.all(
      [await memberId(eve), 'nobody'].map((member) =>
        knock(explainPerson, { org: 'acme', member }, ada.headers),
      ),
    )
    expect(elsewhere?.error).toMatchObject({ code: 'not_found' })
    expect(elsewhere?.body).toBe(nobody?.body)
  })

  test('people are found by letters of their name or address, none of them by a sign that stands for all', async () => {
    const find = async (q: string) => {
      const { result } = await knock(searchPeople, { org: 'acme', q }, ada.headers)
      return Array.isArray(result) ? result.map(({ name }) => name) : result
    }
    expect(await find('')).toEqual(['Ada', 'Bob', 'Cleo'])
    expect(await find(' CLE')).toEqual(['Cleo'])
    expect(await find('bob@')).toEqual(['Bob'])
    expect(await find('%')).toEqual([])
    expect(await find('globex')).toEqual([])
  })
})

describe('a permission that is taken away', () => {
  test('is gone at the next request: door, endpoint, button and nav line', async () => {
    const all = { project: ['read', 'create'], invitation: ['read', 'create'], team: ['read'] }
    await make('maker', all)
    await hold(cleo, 'maker')
    const create = (name: string) => knock(createProject, { org: 'acme', name }, cleo.headers)
    const invite = (email: string) =>
      callAuth('/organization/invite-member', {
        body: { email, role: 'maker', organizationId: acme.id },
        headers: cleo.headers,
      })
    expect((await create('First')).status).toBe(200)
    expect((await invite('one@acme.test')).status).toBe(200)
    expect((await page('/app/acme/projects', cleo)).html.includes('New project')).toBe(true)

    const change = (permission: object) =>
      callAuth('/organization/update-role', {
        body: { organizationId: acme.id, roleName: 'maker', data: { permission } },
        headers: ada.headers,
      })
    expect((await change({ project: ['read'] })).status).toBe(200)
    expect((await create('Second')).error).toMatchObject({ code: 'forbidden' })
    expect((await invite('two@acme.test')).status).toBe(403)
    expect((await page('/app/acme/projects', cleo)).html.includes('New project')).toBe(false)

    await change({ team: ['read'] })
    const seen = await knock(listProjects, { org: 'acme' }, cleo.headers)
    expect(seen.error).toMatchObject({ code: 'forbidden' })
    expect((await page('/app/acme/projects', cleo)).status).toBe(403)
    const overview = await page('/app/acme', cleo)
    expect(overview.status).toBe(200)
    expect(overview.html.includes('href="/app/acme/projects"')).toBe(false)
    expect(overview.html.includes('href="/app/acme/roles"')).toBe(false)
  })
})

describe('the roles page', () => {
  test('explains the built-in roles, and offers nothing that its reader may not do', async () => {
    await make('bookkeeper', { audit: ['read'] })
    const mine = await page('/app/acme/roles', ada)
    expect(cell(mine.html, 'Owner')).toMatch(/Everything, including .*1 person/)
    expect(cell(mine.html, 'Bookkeeper')).toMatch(/1 of \d+ permissions.*0 people/)
    expect(mine.html.includes('href="/app/acme/roles/new"')).toBe(true)
    const theirs = await page('/app/acme/roles', cleo)
    expect(theirs.status).toBe(200)
    expect(theirs.html.includes('href="/app/acme/roles/new"')).toBe(false)
    expect(theirs.html.includes('href="/app/acme/roles/who"')).toBe(false)
  })

  test('shows a role to be changed only to whoever may, and may do as much', async () => {
    await make('boss', { organization: ['delete'] })
    const asked = async (by: Person) => (await page('/app/acme/roles/boss', by)).html
    expect(await asked(ada)).toContain('Save role')
    expect(await asked(bob)).toContain('Only somebody who may do as much can change this role.')
    for (const by of [bob, cleo]) expect(await asked(by)).not.toContain('Save role')
    expect((await page('/app/acme/roles/nowhere', ada)).status).toBe(404)
    expect((await page('/app/acme/roles/owner', ada)).html.includes('Save role')).toBe(false)
  })

  test('is closed to whoever may not see roles, and to strangers as if there were none', async () => {
    await make('guest', { project: ['read'] })
    await hold(cleo, 'guest')
    const closed = await knock(listRoles, { org: 'acme' }, cleo.headers)
    expect(closed.error).toMatchObject({ code: 'forbidden' })
    expect((await page('/app/acme/roles', eve)).status).toBe(404)
  })
})

test('each of these pages asks the database one question about the organization', async () => {
  await make('bookkeeper', { audit: ['read'] })
  const paths = ['', '/new', '/bookkeeper', '/who', `/who/${await memberId(cleo)}`]
  for (const path of paths) {
    const asked = vi.spyOn(pg.Client.prototype, 'query')
    expect((await page(`/app/acme/roles${path}`, ada)).status).toBe(200)
    const texts = asked.mock.calls.map((call) => textOf(call[0]))
    asked.mockRestore()
    expect(askedAsTenant(texts), `${path}: ${texts.join('\n')}`).toBe(1)
  }
})

function askedAsTenant(texts: string[]): number {
  let inside = false
  let count = 0
  for (const text of texts) {
    if (inside && text !== 'commit') count += 1
    if (text.includes("'tenant'")) inside = true
    if (text === 'commit') inside = false
  }
  return count
}

function textOf(query: unknown): string {
  if (typeof query === 'string') return query
  return typeof query === 'object' && query && 'text' in query ? String(query.text) : ''
}

test('every code that better-auth has for roles comes with a sentence of its own', () => {
  const said = (code: string) => {
    try {
      return answered({ data: null, error: { code, status: 400 } })
    } catch (error) {
      return error instanceof Refusal ? error.sentence : undefined
    }
  }
  // What is left out says that the product was put together wrongly: that is no refusal.
  const codes = Object.keys(organizations.$ERROR_CODES).filter((code) => /ROLES?(_|$)/.test(code))
  const ours = codes.filter((code) => !/WITH_THIS_ROLE|MUST_BE_IN_AN/.test(code))
  expect(ours).toHaveLength(11)
  for (const code of [...ours, 'INVALID_RESOURCE'])
    expect(said(code), code).not.toBe(said('UNHEARD_OF'))
})

test('roles are called what people call them', () => {
  expect(roleLabel('owner')).toBe('Owner')
  expect(roleLabel('member, support lead')).toBe('Member, Support lead')
})
