import { sql } from 'drizzle-orm'
import pg from 'pg'
import { beforeAll, expect, test, vi } from 'vitest'
import { getSession } from '~/auth/session.functions'
import { getMembership, listOrganizations } from '~/features/organizations/organizations.functions'
import { getRouter } from '~/router'
import { asOwner } from '../support/database'
import { knock, visit } from '../support/knock'
import { arrive, found, type Person } from '../support/people'

/** Every page of an organization that loads something, as the router knows it: a new one is counted by itself. */
const pages = Object.values(getRouter().routesById)
  .filter((route) => route.id.startsWith('/app/$org/') && 'loader' in route.options)
  .map((route) => route.fullPath.replace(/\/$/, ''))

/** What stands in an address: rows of the world below. A page with another parameter needs a line here. */
const parameters: Record<string, (org: string) => string> = {
  org: (org) => org,
  step: () => 'project',
  project: (org) => `${org}-project-1`,
  team: (org) => `${org}-team-1`,
  member: (org) => `${org}-member-1`,
  role: (org) => `${org}-role-1`,
}

const most = 2
const spoken = vi.spyOn(pg.Client.prototype, 'query')
let ada: Person
let frame: Set<string>

beforeAll(async () => {
  ada = await arrive('ada')
  for (const [slug, rows] of [
    ['few', 3],
    ['many', 60],
  ] as const) {
    const { id } = await found(slug, ada)
    await furnish(slug, id, rows)
  }
  // What stands around every page: who asks, their membership, and the organizations to switch to.
  const around = await said(async () => {
    await knock(getSession, undefined, ada.headers)
    await knock(getMembership, { org: 'few' }, ada.headers)
    await knock(listOrganizations, undefined, ada.headers)
  })
  frame = new Set(around)
})

test('there are pages to count', () => {
  expect(pages).toContain('/app/$org/members')
  expect(frame.size).toBeGreaterThan(4)
})

test.each(pages)('%s asks the database at most twice, however many rows it shows', async (page) => {
  const few = await asked(page, 'few')
  expect(few.length, few.join('\n\n')).toBeLessThanOrEqual(most)
  const many = await asked(page, 'many')
  expect(many.length, many.join('\n\n')).toBe(few.length)
})

test('the count sees a statement more', async () => {
  const twice = await said(async () => {
    await visit('/app/few', ada.headers)
    await visit('/app/few', ada.headers)
  })
  expect(twice.filter(isOwn)).toHaveLength(2 * (await asked('/app/$org', 'few')).length)
})

/** What a page asks for itself. */
async function asked(page: string, org: string): Promise<string[]> {
  const path = page.replace(/\$(\w+)/g, (_, name: string) => {
    const value = parameters[name]
    if (!value) throw new Error(`${page}: say above what $${name} may be.`)
    return encodeURIComponent(value(org))
  })
  let status = 0
  const statements = await said(async () => {
    const response = await visit(path, ada.headers)
    await response.text()
    status = response.status
  })
  expect(status, path).toBe(200)
  return statements.filter(isOwn)
}

function isOwn(statement: string): boolean {
  return !frame.has(statement) && !/^(begin|commit|select set_config\()/.test(statement)
}

async function said(work: () => Promise<void>): Promise<string[]> {
  spoken.mockClear()
  await work()
  return spoken.mock.calls.map(([statement]: unknown[]) => textOf(statement))
}

function textOf(statement: unknown): string {
  if (typeof statement === 'string') return statement
  const isQuery = typeof statement === 'object' && statement !== null && 'text' in statement
  return isQuery ? String(statement.text) : ''
}

/** So many of everything a page may list. */
async function furnish(slug: string, id: string, rows: number): Promise<void> {
  const each = sql`generate_series(1, ${rows}) n`
  const of = (noun: string) => sql`${`${slug}-${noun}-`} || n`
  const soon = sql`now() + interval '1 day'`
  await asOwner(sql`insert into "user" (id, name, email, email_verified)
    select ${of('user')}, 'Person ' || n, ${`${slug}-`} || n || '@many.test', true from ${each}`)
  await asOwner(sql`insert into member (id, organization_id, user_id, role, created_at)
    select ${of('member')}, ${id}, ${of('user')}, 'member', now() from ${each}`)
  await asOwner(sql`insert into team (id, name, organization_id, created_at)
    select ${of('team')}, 'Team ' || n, ${id}, now() from ${each}`)
  await asOwner(sql`insert into team_member (id, team_id, user_id, created_at)
    select ${of('place')}, ${`${slug}-team-1`}, ${of('user')}, now() from ${each}`)
  await asOwner(sql`insert into project (id, organization_id, team_id, name, created_by)
    select ${of('project')}, ${id}, ${`${slug}-team-1`}, 'Project ' || n, ${of('user')} from ${each}`)
  await asOwner(sql`insert into invitation (id, organization_id, email, role, team_id, expires_at, inviter_id)
    select ${of('invitation')}, ${id}, ${`${slug}-new-`} || n || '@many.test', 'member', ${`${slug}-team-1`},
      ${soon}, ${ada.id} from ${each}`)
  await asOwner(sql`insert into organization_role (id, organization_id, role, permission)
    select ${of('role')}, ${id}, 'helper-' || n, '{"project":["read"]}' from ${each}`)
  await asOwner(sql`insert into audit (organization_id, actor_id, actor_name, action)
    select ${id}, ${ada.id}, 'Ada', 'project.created' from ${each}`)
  await asOwner(sql`insert into join_link (id, organization_id, token_hash, role, max_uses, expires_at, created_by)
    select ${of('link')}, ${id}, ${of('token')}, 'member', 5, ${soon}, ${ada.id} from ${each}`)
  await asOwner(sql`insert into email_domain (id, organization_id, domain)
    select ${of('domain')}, ${id}, ${of('domain')} || '.test' from ${each}`)
}
