import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { noteTime } from '~/billing/clock.server'
import { getProductOverview } from '~/features/operator/overview.functions'
import type { Overview } from '~/features/operator/overview.server'
import { asOwner } from '../support/database'
import { knock, visit } from '../support/knock'
import { arrive, found, type Person } from '../support/people'
import { stripeStandIn } from '../support/stripe'

let olive: Person
let ada: Person

beforeAll(async () => {
  await stripeStandIn()
  olive = await arrive('olive')
  ada = await arrive('ada')
})

beforeEach(async () => {
  noteTime(new Date().toUTCString())
  await asOwner(sql`delete from organization`)
  await asOwner(sql`delete from subscription`)
  await asOwner(sql`delete from stripe_event`)
  await asOwner(sql`delete from "user" where id not in (${olive.id}, ${ada.id})`)
  await asOwner(sql`update "user" set created_at = now() at time zone 'utc'`)
})

async function overview(period: 'month' | 'quarter' | 'year' = 'month'): Promise<Overview> {
  const { result, error } = await knock(getProductOverview, { period }, olive.headers)
  if (!result) throw error
  return JSON.parse(JSON.stringify(result))
}

/** Somebody who signed up so many days ago. */
const signedUp = (days: number) =>
  asOwner(sql`insert into "user" (id, name, email, created_at) select id, 'Cleo', id || '@people.test',
    now() at time zone 'utc' - ${days} * interval '1 day' from (select gen_random_uuid()::text as id) one`)

const made = (id: string, days: number) =>
  asOwner(sql`insert into organization (id, name, slug, created_at)
    values (${id}, ${id}, ${id}, now() at time zone 'utc' - ${days} * interval '1 day')`)

const acted = (organization: string, days: number, actor: string | null = 'ada') =>
  asOwner(sql`insert into audit (organization_id, at, actor_id, action)
    values (${organization}, now() - ${days} * interval '1 day', ${actor}, 'project.created')`)

const pays = (organization: string, { ended = null as number | null } = {}) =>
  asOwner(sql`insert into subscription (id, plan, reference_id, status, seats, billing_interval, period_end, ended_at)
    values (gen_random_uuid()::text, 'team', ${organization}, ${ended === null ? 'active' : 'canceled'}, 2, 'month',
      now() at time zone 'utc' + interval '20 days',
      now() at time zone 'utc' - ${ended} * interval '1 day')`)

test('people are counted by the UTC day they signed up, and forgotten with their account', async () => {
  await Promise.all([signedUp(0), signedUp(3), signedUp(3), signedUp(29), signedUp(31)])
  const { people } = await overview()
  expect(people).toMatchObject({ now: 7, before: 1, unconfirmed: 5, banned: 0 })
  expect([people.each[29], people.each[26], people.each[0]]).toEqual([3, 2, 1])
  await asOwner(sql`delete from "user" where created_at < now() - interval '20 days'`)
  expect((await overview()).people).toMatchObject({ now: 5, before: 0 })
})

test('the last second of a day and the first of the next fall on two days', async () => {
  const midnight = sql`date_trunc('day', now() at time zone 'utc')`
  await asOwner(sql`update "user" set created_at = ${midnight} where id = ${ada.id}`)
  await asOwner(
    sql`update "user" set created_at = ${midnight} - interval '1 microsecond' where id = ${olive.id}`,
  )
  expect((await overview()).people.each.slice(-2)).toEqual([1, 1])
})

test('a quarter is told in thirteen weeks, a year in twelve months, each with everybody in it', async () => {
  await Promise.all([signedUp(8), signedUp(50), signedUp(90), signedUp(200), signedUp(800)])
  const quarter = (await overview('quarter')).people
  expect(quarter.each).toHaveLength(13)
  expect([quarter.each[12], quarter.each[11], quarter.each[0]]).toEqual([2, 1, 1])
  expect(quarter).toMatchObject({ now: 7, before: 2 })
  const year = (await overview('year')).people
  expect(year.each).toHaveLength(12)
  expect(year.each.reduce((sum, each) => sum + each, 0)).toBe(6)
})

test('an organization is active where somebody acted, once however often, not by what the product did', async () => {
  await Promise.all([made('acme', 60), made('globex', 2), made('still', 2)])
  await acted('acme', 1)
  await acted('acme', 1)
  await acted('acme', 4)
  await acted('globex', 1)
  await acted('still', 1, null)
  await acted('acme', 45)
  const { organizations, active } = await overview()
  expect(organizations).toMatchObject({ now: 3, before: 1 })
  expect(active.within).toBe(2)
  expect([active.each[28], active.each[25]]).toEqual([2, 1])
  await asOwner(sql`delete from organization where id = 'acme'`)
  expect((await overview()).active.within).toBe(1)
})

test('revenue and churn come from our own rows', async () => {
  await Promise.all([made('acme', 60), made('globex', 60), made('initech', 10)])
  await Promise.all([pays('acme'), pays('globex', { ended: 5 }), pays('initech')])
  const { revenue } = await overview()
  expect(revenue).toMatchObject({ now: 48, before: 48, paying: 2, payingBefore: 2, lost: 1 })
  expect(revenue.plans[0]).toMatchObject({ plan: 'team', states: { paid: 2, trial: 0 } })
})

test('the log tells when a subscription began, when it was late, and when it grew', async () => {
  await made('acme', 60)
  await pays('acme')
  const [row] = await asOwner(sql`select id from subscription`)
  const is = { subscriptionId: row?.id, plan: 'team', interval: 'month', because: 'members' }
  const say = (days: number, action: string, details: object) =>
    asOwner(sql`insert into audit (organization_id, at, action, details)
      values ('acme', now() - ${days} * interval '1 day', ${action}, ${JSON.stringify(details)}::jsonb)`)
  await say(10, 'subscription.started', { ...is, seats: 1, trial: false })
  const from = { plan: 'team', interval: 'month', seats: 1 }
  await say(3, 'subscription.changed', { ...is, seats: 2, from })
  await say(8, 'subscription.past_due', { ...is, seats: 1 })
  await say(6, 'subscription.recovered', { ...is, seats: 1 })
  const { revenue } = await overview()
  const each = revenue.each.map((stretch) => stretch.revenue)
  expect([each[18], each[19], each[25], each[26], each[29]]).toEqual([0, 12, 12, 24, 24])
  expect(revenue).toMatchObject({ now: 24, before: 0, lost: null })
  const late = revenue.each.flatMap(({ states }, place) => (states.late > 0 ? [place] : []))
  expect(late).toEqual([21, 22])
})

test('whoever paid, left and was deleted is churn all the same: what Stripe told of the end stays', async () => {
  const seconds = (days: number) => Math.floor(Date.now() / 1_000) - days * 86_400
  const told = {
    id: 'sub_gone',
    customer: 'cus_gone',
    status: 'canceled',
    metadata: {},
    created: seconds(90),
    trial_start: null,
    trial_end: null,
    cancel_at: null,
    canceled_at: seconds(4),
    cancel_at_period_end: false,
    ended_at: seconds(4),
    schedule: null,
    items: {
      data: [
        {
          quantity: 3,
          current_period_start: seconds(20),
          current_period_end: seconds(-10),
          price: { lookup_key: 'team_month', metadata: {}, recurring: { interval: 'month' } },
        },
      ],
    },
  }
  await asOwner(sql`insert into stripe_event (id, type, customer_id, created_at, state, payload)
    values ('evt_gone', 'customer.subscription.deleted', 'cus_gone', now() - interval '4 days', 'ignored',
      ${JSON.stringify({ data: { object: told } })}::jsonb)`)
  const { revenue } = await overview()
  expect(revenue).toMatchObject({ now: 0, before: 36, payingBefore: 1, lost: 1 })
  expect(revenue.each[25]).toMatchObject({ lost: 1, churn: 1 })
})

test('the bill has its own clock: when it moves on, what was not paid counts no more', async () => {
  const acme = await found('acme', ada)
  await pays(acme.id)
  expect((await overview()).revenue).toMatchObject({ now: 24, paying: 1 })
  noteTime(new Date(Date.now() + 60 * 86_400_000).toUTCString())
  const { revenue, people } = await overview()
  expect(revenue).toMatchObject({ now: 0, paying: 0 })
  expect(revenue.each).toHaveLength(30)
  // The people's clock stands where it stood.
  expect(people.each[29]).toBe(2)
})

test('events of Stripe that failed or wait are counted, and what was done is not', async () => {
  for (const [id, state] of [
    ['evt_1', 'failed'],
    ['evt_2', 'failed'],
    ['evt_3', 'waiting'],
    ['evt_4', 'done'],
  ]) {
    await asOwner(sql`insert into stripe_event (id, type, created_at, received_at, state, payload)
      values (${id}, 'invoice.paid', now(), now() - interval '2 minutes', ${state}, '{}')`)
  }
  const { events } = (await overview()).health
  expect(events).toMatchObject({ failed: 2, waiting: 1 })
  expect(events.oldestSeconds).toBeGreaterThanOrEqual(120)
})

test('letters and jobs are told hour by hour, and the hours add up', async () => {
  await asOwner(sql`delete from jobs.job`)
  const job = (name: string, state: string, minutes: number) =>
    asOwner(sql`insert into jobs.job (name, state, completed_on)
      values (${name}, ${state}::jobs.job_state, now() - ${minutes} * interval '1 minute')`)
  await job('mail', 'completed', 10)
  await job('mail', 'failed', 70)
  await job('stripe-event', 'completed', 1_430)
  await job('mail', 'completed', 1_450)
  const { health } = await overview()
  expect(health.letters).toMatchObject({ done: 1, failed: 1 })
  expect(health.jobs).toMatchObject({ done: 2, failed: 1 })
  expect(health.hours).toHaveLength(24)
  expect(health.hours[23]).toMatchObject({ letters: { done: 1 }, jobs: { done: 1 } })
  expect(health.hours[22]).toMatchObject({ letters: { failed: 1 } })
  expect(health.hours[0]).toMatchObject({ letters: { done: 0 }, jobs: { done: 1 } })
})

test('with nobody and nothing every number is nought, and the page says so', async () => {
  await asOwner(sql`delete from jobs.job`)
  await asOwner(sql`update "user" set created_at = now() - interval '2 years'`)
  const page = await visit('/operator', olive.headers)
  const html = await page.text()
  expect(page.status).toBe(200)
  for (const words of ['Nobody signed up in 30 days.', 'Nobody pays yet.', 'Nobody paid when'])
    expect(html).toContain(words)
  expect(html).not.toMatch(/NaN|Infinity|undefined/)
})

test('a period that there is not is the shortest, in an address, and refused at the door', async () => {
  const page = await visit('/operator?period=century', olive.headers)
  expect([page.status, page.headers.get('location')]).toEqual([307, '/operator'])
  expect(
    (await knock(getProductOverview, { period: 'century' }, olive.headers)).error,
  ).toMatchObject({
    code: 'invalid',
  })
  expect((await knock(getProductOverview, { period: 'month' }, ada.headers)).error).toMatchObject({
    code: 'not_found',
  })
})
