import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { append } from '~/audit/append.server'
import { verify } from '~/audit/verify.server'
import { trimLogsJob } from '~/billing/log-retention.server'
import { db } from '~/db/client'
import { withTenant } from '~/db/tenant'
import { asOwner } from '../support/database'

/** Days ago, one line each; the chain is made of them as they are. */
const ages = [401, 100, 91, 60, 31, 29, 8, 6]

beforeAll(async () => {
  for (const id of ['small', 'middle', 'large']) {
    await asOwner(sql`insert into organization (id, name, slug, created_at)
      values (${id}, ${id}, ${id}, now())`)
  }
  // Granted plans: what counts is the plan in force, whoever says so.
  await asOwner(sql`insert into billing_account (organization_id, granted_plan, granted_until)
    values ('middle', 'team', now() + interval '1 day'), ('large', 'business', now() + interval '1 day')`)
  for (const organization of ['small', 'middle', 'large', null]) {
    for (const days of ages) {
      await asOwner(sql`insert into audit (organization_id, action, at)
        values (${organization}, 'team.created', now() - make_interval(days => ${days}))`)
    }
  }
})

const work = () => trimLogsJob.work({}, { id: 'one', attempt: 1 })
const kept = (of: string | null) =>
  asOwner(sql`select action, round(extract(epoch from now() - at) / 86400)::int as days,
      (details ->> 'count')::int as count from audit
    where organization_id is not distinct from ${of} order by id`)
const old = (...days: number[]) =>
  days.map((each) => ({ action: 'team.created', days: each, count: null }))
const trimmed = (count: number) => ({ action: 'audit.trimmed', days: 0, count })

test('each log keeps the days of its plan, says what went, and verifies; twice it says nothing more', async () => {
  for (const _again of [1, 2]) {
    await work()
    expect(await kept('small')).toEqual([...old(29, 8, 6), trimmed(5)])
    expect(await kept('middle')).toEqual([...old(60, 31, 29, 8, 6), trimmed(3)])
    expect(await kept('large')).toEqual(old(...ages))
    expect(await kept(null)).toEqual([...old(100, 91, 60, 31, 29, 8, 6), trimmed(1)])
    expect((await db.transaction((tx) => verify(tx))).findings).toEqual([])
  }
})

test('what is written afterwards goes on from there, and what is missing from the rest is found', async () => {
  const organization = { id: 'small' }
  await withTenant({ organization }, (tx) =>
    append({ organization, user: null, tx }, 'team.created', { teamId: 'x', name: 'X' }),
  )
  expect((await db.transaction((tx) => verify(tx))).findings).toEqual([])
  await asOwner(sql`delete from audit where id = (
    select audit_id from audit_link where organization_id = 'small' order by seq limit 1)`)
  expect((await db.transaction((tx) => verify(tx))).findings).toMatchObject([
    { organizationId: 'small', fault: 'removed', line: 6 },
  ])
})

test('nobody trims the last week', async () => {
  const statement = sql`select trim_audit('large', now() - interval '6 days')`
  await expect(db.execute(statement)).rejects.toMatchObject({ cause: { code: '42501' } })
})
