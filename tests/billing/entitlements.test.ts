import app from 'app.config'
import { sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { has, limitOf, withinLimit } from '~/billing/entitlements.server'
import { usage } from '~/billing/usage.server'
import { project } from '~/db/schema'
import { withTenant } from '~/db/tenant'
import { Refusal } from '~/refusal'
import { asOwner } from '../support/database'
import { late, subscribed, unsubscribed } from './bought'

const acme = { id: 'acme' }
const organization = acme
const [free] = app.plans
const room = free.limits

beforeEach(async () => {
  await asOwner(sql`delete from organization`)
  await asOwner(sql`delete from "user"`)
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

const inForce = async () => {
  const [members, help] = await withTenant({ organization }, async (tx) => [
    await limitOf({ organization, tx }, 'members'),
    await has({ organization, tx }, 'help'),
  ])
  return { members, help }
}
const freely = { members: room.members, help: false }
const asBusiness = { members: null, help: true }

test('who has bought nothing has the limits and features of the first plan in app.config.ts', async () => {
  expect(await inForce()).toEqual(freely)
  await withTenant({ organization }, async (tx) => {
    for (const key of ['members', 'teams', 'projects'] as const) {
      expect(await limitOf({ organization, tx }, key)).toBe(room[key])
    }
    expect(await has({ organization, tx }, 'letters')).toBe(free.features.includes('letters'))
  })
})

test('what is paid for or on trial holds at once, for this organization only', async () => {
  await subscribed({ id: 'globex' })
  expect(await inForce()).toEqual(freely)
  await subscribed(acme, { status: 'trialing', trialEnd: 5 })
  expect(await inForce()).toEqual(asBusiness)
  await unsubscribed(acme)
  expect(await inForce()).toEqual(freely)
})

test('a late payment leaves everything for the days of grace, and then the plan everybody has', async () => {
  await subscribed(acme, { status: 'past_due' })
  await late(acme, 2)
  expect(await inForce()).toEqual(asBusiness)
  await late(acme, 20)
  expect(await inForce()).toEqual(freely)
})

test('a larger plan has room where a smaller one has none', async () => {
  await fillUp(Number(room.projects))
  await expect(one('One more')).rejects.toMatchObject({ code: 'limit_reached' })
  await subscribed(acme)
  await one('One more')
  expect(await count('project')).toBe(Number(room.projects) + 1)
})

test('how much is used is counted in one statement, what the reader does not see included', async () => {
  await asOwner(sql`insert into team (id, name, organization_id, created_at)
    values ('design', 'Design', 'acme', now())`)
  await fillUp(3)
  await asOwner(sql`update project set team_id = 'design'`)
  await withTenant({ organization, user: { id: 'cleo' } }, async (tx) => {
    expect(await usage({ organization, tx })).toEqual({
      members: { used: 0, limit: room.members },
      teams: { used: 1, limit: room.teams },
      projects: { used: 3, limit: room.projects },
    })
    expect(await tx.select({ id: project.id }).from(project)).toEqual([])
  })
})
