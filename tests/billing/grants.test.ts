import { sql } from 'drizzle-orm'
import { beforeEach, expect, test, vi } from 'vitest'
import { billingNow, noteTime } from '~/billing/clock.server'
import { offersOf } from '~/billing/offers'
import { readCustomer } from '~/billing/reading.server'
import { type Account, grantOf, standingOf } from '~/billing/standing'
import { findStanding } from '~/billing/standing.server'
import { withTenant } from '~/db/tenant'
import { endGrant, getOrganization, grantPlan } from '~/features/operator/organizations.functions'
import { asOwner } from '../support/database'
import { knock } from '../support/knock'
import { arrive, found, type Organization, type Person } from '../support/people'
import { stripeStandIn } from '../support/stripe'
import { buy, customerOf } from './buying'

const now = new Date('2027-03-10T12:00:00Z')
const later = new Date('2027-04-10T12:00:00Z')
const given = (more: Partial<Account> = {}): Account => ({
  pastDueSince: null,
  paymentMethod: null,
  nextPlan: null,
  nextInterval: null,
  grantedPlan: 'business',
  grantedUntil: later,
  ...more,
})
const bought = (plan: string) => ({
  plan,
  status: 'active',
  billingInterval: 'month',
  seats: 4,
  periodEnd: later,
  trialEnd: null,
  cancelAtPeriodEnd: false,
  cancelAt: null,
})

test('a plan given by hand holds until its moment, and says until when', () => {
  const during = standingOf([], given(), now)
  expect(during).toMatchObject({
    plan: 'business',
    state: 'none',
    subscribed: null,
    grantedUntil: later.toISOString(),
  })
  const after = standingOf([], given(), new Date(later))
  expect(after).toMatchObject({ plan: 'free', grantedUntil: null })
})

test('it counts where it is the larger plan, and what is paid goes on as it was', () => {
  expect(standingOf([bought('team')], given(), now)).toMatchObject({
    plan: 'business',
    state: 'paid',
    subscribed: 'team',
    seats: 4,
    grantedUntil: later.toISOString(),
  })
  for (const plan of ['team', 'business']) {
    const same = standingOf([bought('business')], given({ grantedPlan: plan }), now)
    expect(same).toMatchObject({ plan: 'business', state: 'paid', grantedUntil: null })
  }
  const late = given({ grantedPlan: 'team', pastDueSince: new Date('2027-01-01') })
  expect(standingOf([bought('business')], late, now)).toMatchObject({
    plan: 'team',
    state: 'lapsed',
    grantedUntil: later.toISOString(),
  })
})

test('one that is in the configuration no more gives nothing', () => {
  const gone = given({ grantedPlan: 'enterprise-2019' })
  expect(standingOf([], gone, now)).toMatchObject({ plan: 'free', grantedUntil: null })
  expect(grantOf(gone, now)).toBeNull()
})

test('who has a plan by hand can still buy one', () => {
  const moves = offersOf(standingOf([], given(), now), false).map(({ move }) => move)
  expect(moves).toEqual(['current', 'buy', 'buy', 'buy', 'buy'])
})

// From here on through the doors, with a customer at Stripe.

const stripe = await stripeStandIn()
const ada = await arrive('ada')
const olive = await arrive('olive')
let acme: Organization
let founded = 0

beforeEach(async () => {
  founded += 1
  acme = await found(`acme-${founded}`, ada)
})

/** So many days ahead, by the bill's clock, as a date. */
const dayAhead = (days: number) =>
  new Date(billingNow().getTime() + days * 86_400_000).toISOString().slice(0, 10)
const endOf = (day: string) => `${day}T23:59:59.000Z`
const reason = 'Promised by sales'

const give = (more: object = {}, person: Person = olive) =>
  knock(
    grantPlan,
    { organizationId: acme.id, plan: 'business', until: dayAhead(30), reason, seen: null, ...more },
    person.headers,
  )
const end = (seen: string | null) =>
  knock(endGrant, { organizationId: acme.id, reason, seen }, olive.headers)
const has = () =>
  withTenant({ organization: acme }, (tx) => findStanding({ organization: acme, tx }))
const lines = () =>
  asOwner(sql`select action, actor_name as who, details from audit
    where organization_id = ${acme.id} and action like 'plan.%' order by id`)

test('an operator gives a plan until a day is over, and takes it back; both are in the organization’s log', async () => {
  const until = endOf(dayAhead(30))
  expect(await give()).toMatchObject({ status: 200 })
  expect(await has()).toMatchObject({ plan: 'business', state: 'none', grantedUntil: until })
  expect(await end(until)).toMatchObject({ status: 200 })
  expect(await has()).toMatchObject({ plan: 'free', grantedUntil: null })
  expect(await lines()).toEqual([
    { action: 'plan.granted', who: olive.name, details: { plan: 'business', until, reason } },
    { action: 'plan.grant_ended', who: olive.name, details: { plan: 'business', reason } },
  ])
})

test('reading Stripe and reconciliation leave it as it is, and it leaves what was bought', async () => {
  await buy(stripe, acme, ada, { plan: 'team' })
  await give()
  const kept = { plan: 'business', subscribed: 'team', state: 'trial' }
  expect(await has()).toMatchObject(kept)
  const drift = () => asOwner(sql`select id from billing_drift where organization_id = ${acme.id}`)
  const before = await drift()
  const reading = await readCustomer(await customerOf(acme), { reconciliation: true })
  expect(reading).toMatchObject({ changed: false })
  expect(await has()).toMatchObject(kept)
  expect(await drift()).toEqual(before)
  await end(endOf(dayAhead(30)))
  expect(await has()).toMatchObject({ plan: 'team', state: 'trial', grantedUntil: null })
})

test('it ends by itself, also where the clock was moved', async () => {
  await give({ until: dayAhead(3) })
  await stripe.clock.advanceBy(4)
  noteTime(stripe.clock.now().toUTCString())
  expect(await has()).toMatchObject({ plan: 'free', grantedUntil: null })
  expect(await knock(getOrganization, { organizationId: acme.id }, olive.headers)).toMatchObject({
    result: { granted: { name: 'Business', state: 'over' } },
  })
})

test('a day that is over, or too far away, and a plan that is none are refused with a sentence', async () => {
  const refused = [
    [{ until: dayAhead(-1) }, { until: 'Choose a day that is not over yet.' }],
    [{ until: dayAhead(800) }, { until: 'Choose a day within 2 years.' }],
    [{ until: '2027-02-31' }, { until: 'Choose a day.' }],
    [{ until: 'soon' }, { until: 'Choose a day.' }],
    [{ plan: 'free' }, { plan: 'There is no such plan to give.' }],
    [{ plan: 'gold' }, { plan: 'There is no such plan to give.' }],
  ] as const
  for (const [input, fields] of refused) {
    expect(await give(input)).toMatchObject({ error: { code: 'invalid', fields } })
  }
  expect(await give({ until: dayAhead(0) })).toMatchObject({ status: 200 })
  expect(await lines()).toHaveLength(1)
})

test('of two operators who decide upon the same page one is told that it changed meanwhile', async () => {
  const answers = await Promise.all([give(), give({ plan: 'team' })])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  expect(await lines()).toHaveLength(1)
  const until = endOf(dayAhead(30))
  expect(await give({ until: dayAhead(60), seen: until })).toMatchObject({ status: 200 })
  expect(await end(until)).toMatchObject({
    error: {
      code: 'conflict',
      sentence: 'Somebody changed this meanwhile. Look at it once more, then decide.',
    },
  })
  await end(endOf(dayAhead(60)))
  expect(await end(null)).toMatchObject({ error: { code: 'conflict' } })
  expect(await lines()).toHaveLength(3)
})

test('it is the operator’s to give, not the owner’s, and to nobody who is gone', async () => {
  expect(await give({}, ada)).toMatchObject({ error: { code: 'not_found' } })
  expect(await give({ organizationId: 'gone' })).toMatchObject({
    error: { code: 'not_found', sentence: 'This organization is not there any more.' },
  })
})

test('where nothing can be bought it is given all the same, and what was bought once does not count', async () => {
  await buy(stripe, acme, ada, { plan: 'team' })
  vi.resetModules()
  vi.stubEnv('STRIPE_SECRET_KEY', '')
  vi.stubEnv('STRIPE_WEBHOOK_SECRET', '')
  const off = await import('~/billing/standing.server')
  const tenant = await import('~/db/tenant')
  const without = () =>
    tenant.withTenant({ organization: acme }, (tx) => off.findStanding({ organization: acme, tx }))
  expect(await without()).toMatchObject({ plan: 'free', state: 'none', subscribed: null })
  await give()
  expect(await without()).toMatchObject({ plan: 'business', state: 'none', subscribed: null })
  vi.unstubAllEnvs()
})
