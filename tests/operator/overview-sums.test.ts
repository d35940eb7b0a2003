import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stretchesOf } from '~/features/operator/overview'
import { type Subscribed, stateOf, type Told } from '~/features/operator/overview-spans.server'
import { revenueOf, type States } from '~/features/operator/overview-sums.server'

const now = new Date('2026-11-21T12:00:00Z')
const month = stretchesOf('month', now)
const day = (back: number) => new Date(now.getTime() - back * 86_400_000)

let ids = 0

/** A subscription to Team, paid by the month for one member, and that for a year; Team costs 12 a month, 120 a year. */
function bought(of: Partial<Subscribed> = {}): Subscribed {
  ids += 1
  return {
    id: `s${ids}`,
    organizationId: `o${ids}`,
    notBefore: day(365),
    plan: 'team',
    status: 'active',
    billingInterval: 'month',
    seats: 1,
    periodEnd: day(-20),
    trialStart: null,
    trialEnd: null,
    cancelAtPeriodEnd: false,
    cancelAt: null,
    canceledAt: null,
    endedAt: null,
    pastDueSince: null,
    ...of,
  }
}

const ended = (back: number, of: Partial<Subscribed> = {}) =>
  bought({ status: 'canceled', canceledAt: day(back), endedAt: day(back), ...of })

const of = (rows: Subscribed[], told: Told[] = []) => revenueOf(rows, told, month, now)

test('a month of everything that is paid is summed: members times their price, a year as a twelfth', () => {
  const { now: sum, paying } = of([
    bought({ seats: 4 }),
    bought({ seats: 3, billingInterval: 'year', periodEnd: day(-200) }),
    bought({ plan: 'business', seats: 9 }),
  ])
  expect(sum).toBe(4 * 12 + 3 * 10 + 480)
  expect(paying).toBe(3)
})

test('a trial counts nothing, nor does what was never paid, is unpaid, paused, or over', () => {
  const found = of([
    bought({ status: 'trialing', trialEnd: day(-5) }),
    bought({ status: 'incomplete' }),
    bought({ status: 'unpaid', pastDueSince: day(12) }),
    bought({ status: 'paused', trialEnd: day(3) }),
    ended(40),
    bought({ cancelAt: day(1), periodEnd: day(1), cancelAtPeriodEnd: true }),
  ])
  expect(found).toMatchObject({ now: 0, paying: 0 })
  expect(of([bought({ status: 'past_due', pastDueSince: day(2) })]).now).toBe(12)
  expect(of([bought({ status: 'past_due', pastDueSince: day(8) })]).now).toBe(0)
})

test('nobody to churn is no churn at all, and nothing is divided by nobody', () => {
  const found = of([])
  expect(found).toMatchObject({ now: 0, before: 0, paying: 0, payingBefore: 0, lost: null })
  expect(found.each).toHaveLength(30)
  expect(new Set(found.each.map(({ churn }) => churn))).toEqual(new Set([null]))
})

test('who paid when it began and does not any more is churn, in the stretch in which they left', () => {
  const found = of([bought(), bought(), bought(), ended(2.2)])
  expect(found).toMatchObject({ payingBefore: 4, paying: 3, lost: 1 })
  const { churn, lost, revenue } = found.each[27] ?? {}
  expect({ churn, lost, revenue }).toEqual({ churn: 0.25, lost: 1, revenue: 36 })
  expect(found.each.filter((each) => each.lost > 0)).toHaveLength(1)
  expect(found.each[26]?.revenue).toBe(48)
})

test('an organization with several subscriptions is one that pays, and leaves with the last of them', () => {
  const organizationId = 'several'
  const moved = of([bought({ organizationId }), ended(5, { organizationId })])
  expect(moved).toMatchObject({ now: 12, before: 24, paying: 1, payingBefore: 1, lost: 0 })
  const left = of([ended(9, { organizationId }), ended(5, { organizationId })])
  expect(left).toMatchObject({ now: 0, paying: 0, payingBefore: 1, lost: 1 })
})

test('a trial that turned into a paid plan pays from its end, and one that did not never paid', () => {
  const paid = of([bought({ trialEnd: day(3.2) })])
  expect(paid).toMatchObject({ now: 12, before: 0, lost: null })
  expect(paid.each.map(({ won }) => won).indexOf(1)).toBe(26)
  expect(of([ended(3, { trialEnd: day(3) })])).toMatchObject({ now: 0, before: 0, lost: null })
})

test('the log tells when a subscription began and what it was before it changed', () => {
  const row = bought({ seats: 5 })
  const { id } = row
  const before = { plan: 'team', interval: 'month', seats: 2 }
  const after = { plan: 'team', interval: 'month', seats: 5 }
  const found = of(
    [row],
    [
      { id, at: day(4.2), from: before, to: after },
      { id, at: day(8.2), started: true },
    ],
  )
  const each = found.each.map(({ revenue }) => revenue)
  expect([each[20], each[21], each[24], each[25], each[29]]).toEqual([0, 24, 24, 60, 60])
  expect(found).toMatchObject({ now: 60, before: 0, paying: 1, payingBefore: 0 })
})

test('paid subscriptions are told by the plan they were of then, the one that changed and the one that ended', () => {
  const row = bought({ plan: 'business', seats: 1 })
  const { id } = row
  const from = { plan: 'team', interval: 'month', seats: 2 }
  const to = { plan: 'business', interval: 'month', seats: 1 }
  const found = of([row, ended(3, { plan: 'team' })], [{ id, at: day(8.2), from, to }])
  const each = found.each.map(({ plans }) => plans)
  expect([each[15], each[22], each[29]]).toEqual([
    { team: 2 },
    { business: 1, team: 1 },
    { business: 1 },
  ])
})

test('without a log a subscription is as old as its organization', () => {
  const found = of([bought({ notBefore: day(6.2) })])
  expect(found.each.findIndex(({ won }) => won === 1)).toBe(23)
})

test('a plan that is sold no more has no price: it stands in its own row, and in no sum', () => {
  const found = of([bought({ plan: 'founders' }), bought()])
  expect(found).toMatchObject({ now: 12, paying: 2, unpriced: 1 })
  expect(found.plans).toContainEqual({
    plan: 'founders',
    name: 'founders',
    sold: false,
    states: { trial: 0, paid: 1, late: 0, lapsed: 0 },
  })
})

test('subscriptions are told by plan and state, plans that nobody has too', () => {
  const { plans } = of([
    bought(),
    bought({ status: 'trialing', trialEnd: day(-5) }),
    bought({ status: 'past_due', pastDueSince: day(2) }),
    bought({ status: 'unpaid', pastDueSince: day(20) }),
    ended(3),
  ])
  expect(plans.map(({ plan, states }) => [plan, states])).toEqual([
    ['team', { trial: 1, paid: 1, late: 1, lapsed: 1 }],
    ['business', { trial: 0, paid: 0, late: 0, lapsed: 0 }],
  ])
})

const statesOf = (rows: Subscribed[], told: Told[] = []) =>
  of(rows, told).each.map(({ states }) => {
    const some = Object.entries(states).filter(([, count]) => count > 0)
    return some.map(([state, count]) => `${count} ${state}`).join(', ')
  })

test('a trial is told from its beginning, and turns into what it became', () => {
  const found = statesOf([
    bought({ trialStart: day(20.2), trialEnd: day(6.2) }),
    bought({ status: 'trialing', trialStart: day(4.2), trialEnd: day(-9.8) }),
    ended(6.2, { trialStart: day(20.2), trialEnd: day(6.2) }),
    bought({ status: 'paused', trialStart: day(20.2), trialEnd: day(6.2) }),
  ])
  expect([found[8], found[9], found[22], found[23], found[25], found[29]]).toEqual([
    '',
    '3 trial',
    '3 trial',
    '1 paid, 1 lapsed',
    '1 trial, 1 paid, 1 lapsed',
    '1 trial, 1 paid, 1 lapsed',
  ])
})

test('the log tells when a payment was late, when the days of grace were over, and when it came after all', () => {
  const row = bought()
  const { id } = row
  const found = statesOf(
    [row],
    [
      { id, at: day(20.2), owed: true },
      { id, at: day(9.2), owed: false },
      { id, at: day(4.2), owed: true },
      { id, at: day(3.2), owed: false },
    ],
  )
  expect([8, 9, 15, 16, 19, 20, 24, 25, 26].map((place) => found[place])).toEqual([
    '1 paid',
    '1 late',
    '1 late',
    '1 lapsed',
    '1 lapsed',
    '1 paid',
    '1 paid',
    '1 late',
    '1 paid',
  ])
  const { each } = of(
    [row],
    [
      { id, at: day(20.2), owed: true },
      { id, at: day(9.2), owed: false },
    ],
  )
  expect([each[15], each[16], each[20]].map((at) => at?.revenue)).toEqual([12, 0, 12])
})

test('where the log says only that a debt was paid, it was late for the days of grace', () => {
  const row = bought()
  const found = statesOf([row], [{ id: row.id, at: day(9.2), owed: false }])
  expect([found[12], found[13], found[19], found[20]]).toEqual([
    '1 paid',
    '1 late',
    '1 late',
    '1 paid',
  ])
})

test('whatever the rows and the log hold, the last point is what the rows say now, and no subscription stands twice', () => {
  const moment = fc.integer({ min: -40, max: 60 }).map((back) => day(back + 0.2))
  const maybe = fc.option(moment)
  const row = fc
    .record({
      status: fc.constantFrom('trialing', 'active', 'past_due', 'unpaid', 'paused', 'canceled'),
      notBefore: moment,
      periodEnd: maybe,
      trialStart: maybe,
      trialEnd: maybe,
      cancelAt: maybe,
      canceledAt: maybe,
      pastDueSince: maybe,
      cancelAtPeriodEnd: fc.boolean(),
    })
    .map((each) => bought(each))
  const lines = fc.array(fc.record({ at: moment, owed: fc.boolean() }), { maxLength: 6 })
  fc.assert(
    fc.property(row, lines, (one, said) => {
      const told = said.map((each) => ({ id: one.id, ...each })).filter(({ at }) => at <= now)
      const { each } = of([one], told)
      const total = ({ trial, paid, late, lapsed }: States) => trial + paid + late + lapsed
      expect(Math.max(...each.map(({ states }) => total(states)))).toBeLessThanOrEqual(1)
      const state = stateOf(one, now)
      const nothing = { trial: 0, paid: 0, late: 0, lapsed: 0 }
      expect(each.at(-1)?.states).toEqual(state === 'none' ? nothing : { ...nothing, [state]: 1 })
    }),
    { numRuns: 2_000 },
  )
})
