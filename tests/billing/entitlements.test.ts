import app from 'app.config'
import { sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { has, limitOf, withinLimit } from '~/billing/entitlements.server'
import { project } from '~/db/schema'
import { withTenant } from '~/db/tenant'
import { Refusal } from '~/refusal'
import { asOwner } from '../support/database'

const acme = { id: 'acme' }
const organization = acme
const [free] = app.plans
const room = free.limits

beforeEach(async () => {
  await asOwner(sql`truncate organization, "user" cascade`)
  for (const id of ['acme', 'globex']) {
    await asOwner(sql`insert into organization (id, name, slug, created_at)
      values (${id}, ${id}, ${id}, now())`)
  }
})

/** One more project, as a rule writes it: the limit, then the row. */
const one = (name: string, teamId?: string) =>
  withTenant({ organization, oversees: true }, async (tx) => {
    await withinLimit({ organization, tx }, 'projects')
    await tx.insert(project).values({ organizationId: acme.id, teamId, name })
  })
const count = async (table: string) => {
  const [row] = await asOwner(
    sql`select count(*)::int as n from ${sql.identifier(table)} where organization_id = 'acme'`,
  )
  return row?.n
}
const fillUp = (rows: number, more = sql`null`) =>
  asOwner(sql`insert into project (id, organization_id, name, archived_at)
    select 'project ' || n, 'acme', 'Project ' || n, ${more}::timestamptz from generate_series(1, ${rows}) n`)

test('of fifty at once with room for three, three pass and the others are told', async () => {
  await fillUp(Number(room.projects) - 3)
  const ended = await Promise.allSettled(Array.from({ length: 50 }, (_, at) => one(`New ${at}`)))
  const refused = ended.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
  expect(refused).toHaveLength(47)
  for (const reason of refused) {
    expect(reason).toBeInstanceOf(Refusal)
    expect(reason).toMatchObject({ code: 'limit_reached', sentence: expect.stringMatching(/25/) })
  }
  expect(await count('project')).toBe(room.projects)
})

test('a full organization takes no room from another', async () => {
  await fillUp(Number(room.projects))
  const globex = { id: 'globex' }
  await withTenant({ organization: globex }, async (tx) => {
    await withinLimit({ organization: globex, tx }, 'projects')
  })
  await expect(one('One more')).rejects.toMatchObject({ code: 'limit_reached' })
})

test('what the person does not see counts: the projects of teams they are not in', async () => {
  await asOwner(sql`insert into team (id, name, organization_id, created_at)
    values ('design', 'Design', 'acme', now())`)
  await fillUp(Number(room.projects))
  await asOwner(sql`update project set team_id = 'design'`)
  const asAnybody = withTenant({ organization, user: { id: 'cleo' } }, async (tx) => {
    expect(await tx.select({ id: project.id }).from(project)).toEqual([])
    await withinLimit({ organization, tx }, 'projects')
  })
  await expect(asAnybody).rejects.toMatchObject({ code: 'limit_reached' })
})

test('having been counted, they are no more seen than before', async () => {
  await asOwner(sql`insert into team (id, name, organization_id, created_at)
    values ('design', 'Design', 'acme', now())`)
  await fillUp(1)
  await asOwner(sql`update project set team_id = 'design'`)
  await withTenant({ organization, user: { id: 'cleo' } }, async (tx) => {
    await withinLimit({ organization, tx }, 'projects')
    expect(await tx.select({ id: project.id }).from(project)).toEqual([])
  })
})

test('archived projects take no room', async () => {
  await fillUp(Number(room.projects), sql`now()`)
  await one('A fresh one')
  expect(await count('project')).toBe(Number(room.projects) + 1)
})

const rows = {
  members: sql`insert into member (id, organization_id, user_id, created_at)
    select 'member ' || id, 'acme', id, now() from "user" limit ${room.members}`,
  teams: sql`insert into team (id, name, organization_id, created_at)
    select 'team ' || id, 'Team', 'acme', now() from "user" limit ${room.teams}`,
}

test.each(['members', 'teams'] as const)(
  'of %s there are no more than the plan has room for',
  async (key) => {
    await asOwner(sql`insert into "user" (id, name, email)
      select 'user ' || n, 'User', 'user' || n || '@acme.test' from generate_series(1, 20) n`)
    const ask = () => withTenant({ organization }, (tx) => withinLimit({ organization, tx }, key))
    await ask()
    await asOwner(rows[key])
    expect(await count(key.slice(0, -1))).toBe(room[key])
    await expect(ask()).rejects.toMatchObject({
      code: 'limit_reached',
      sentence: expect.stringContaining(String(room[key])),
    })
  },
)

test('the limits and features are those of the first plan in app.config.ts', () => {
  for (const key of ['members', 'teams', 'projects'] as const) {
    expect(limitOf({ organization }, key)).toBe(room[key])
  }
  expect(has({ organization }, 'letters')).toBe(true)
  expect(has({ organization }, 'help')).toBe(free.features.includes('help'))
  expect(has({ organization }, 'help')).toBe(false)
})
