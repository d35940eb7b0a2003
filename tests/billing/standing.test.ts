import app from 'app.config'
import { expect, test } from 'vitest'
import { type Account, type Bought, limitIn, planIn, standingOf } from '~/billing/standing'

const now = new Date('2027-03-10T12:00:00Z')
const hour = 3_600_000
const inDays = (days: number) => new Date(now.getTime() + days * 24 * hour)

const bought = (row: Partial<Bought> = {}): Bought => ({
  plan: 'team',
  status: 'active',
  billingInterval: 'month',
  seats: 4,
  periodEnd: inDays(20),
  trialEnd: null,
  cancelAtPeriodEnd: false,
  cancelAt: null,
  ...row,
})
const account = (row: Partial<Account> = {}): Account => ({
  pastDueSince: null,
  paymentMethod: null,
  nextPlan: null,
  nextInterval: null,
  ...row,
})
const standing = (row: Partial<Bought>, of: Account | null = null) =>
  standingOf([bought(row)], of, now)

test('who has bought nothing has the first plan of app.config.ts', () => {
  expect(standingOf([], null, now)).toMatchObject({ plan: 'free', state: 'none', subscribed: null })
})

test('a paid plan holds until its period ends, and for the days of grace after that, since news may be late', () => {
  expect(standing({})).toMatchObject({ plan: 'team', state: 'paid', daysLeft: 20, ends: false })
  const { graceDays } = app.billing
  expect(standing({ periodEnd: inDays(0.1 - graceDays) })).toMatchObject({ plan: 'team' })
  expect(standing({ periodEnd: inDays(-0.1 - graceDays) })).toMatchObject({
    plan: 'free',
    state: 'lapsed',
    subscribed: 'team',
  })
})

test('a trial holds to its end and an hour longer, and its last day has no days left', () => {
  const trial = (trialEnd: Date) => standing({ status: 'trialing', trialEnd })
  expect(trial(inDays(13.5))).toMatchObject({ plan: 'team', state: 'trial', daysLeft: 13 })
  expect(trial(inDays(0.5))).toMatchObject({ plan: 'team', state: 'trial', daysLeft: 0 })
  expect(trial(new Date(now.getTime() - hour / 2))).toMatchObject({ plan: 'team', daysLeft: 0 })
  expect(trial(new Date(now.getTime() - 2 * hour))).toMatchObject({ plan: 'free', state: 'none' })
  expect(standing({ status: 'trialing' })).toMatchObject({ plan: 'free', state: 'none' })
})

test('a late payment leaves the plan for the days of grace, counted from when it was due', () => {
  const since = (days: number) =>
    standing({ status: 'past_due' }, account({ pastDueSince: inDays(-days) }))
  const { graceDays } = app.billing
  expect(since(1)).toMatchObject({
    plan: 'team',
    state: 'late',
    graceUntil: inDays(graceDays - 1).toISOString(),
  })
  expect(since(graceDays + 1)).toMatchObject({ plan: 'free', state: 'lapsed', subscribed: 'team' })
  expect(standing({ status: 'past_due' })).toMatchObject({ plan: 'free', state: 'lapsed' })
})

test('a period that has begun and was not paid yet when Stripe was asked holds for the days of grace only', () => {
  const owed = (days: number) => standing({}, account({ pastDueSince: inDays(-days) }))
  const { graceDays } = app.billing
  expect(owed(0.1)).toMatchObject({ plan: 'team', state: 'paid', graceUntil: null })
  expect(owed(graceDays + 0.1)).toMatchObject({ plan: 'free', state: 'lapsed' })
})

test.each(['unpaid', 'paused'])(
  'what is %s gives nothing, and is still subscribed to',
  (status) => {
    expect(standing({ status })).toMatchObject({
      plan: 'free',
      state: 'lapsed',
      subscribed: 'team',
    })
  },
)

test.each(['incomplete', 'incomplete_expired', 'canceled', null])(
  'what is %s gives nothing',
  (status) => {
    expect(standing({ status })).toMatchObject({ plan: 'free', state: 'none', subscribed: null })
  },
)

test('a cancelled plan holds to the end of what is paid, and not a moment longer', () => {
  expect(standing({ cancelAtPeriodEnd: true })).toMatchObject({ plan: 'team', ends: true })
  expect(standing({ cancelAt: inDays(3) })).toMatchObject({ plan: 'team', ends: true, daysLeft: 3 })
  expect(standing({ cancelAtPeriodEnd: true, periodEnd: now })).toMatchObject({ plan: 'free' })
  expect(standing({ cancelAt: inDays(-1) })).toMatchObject({ plan: 'free', state: 'none' })
})

test('a plan that was changed for later holds from the end of the period, though nobody said so yet', () => {
  const next = account({ nextPlan: 'team', nextInterval: 'year' })
  const moved = (periodEnd: Date) => standing({ plan: 'business', periodEnd }, next)
  expect(moved(inDays(2))).toMatchObject({
    plan: 'business',
    next: { plan: 'team', interval: 'year' },
  })
  expect(moved(inDays(-2))).toMatchObject({ plan: 'team' })
})

test('of several subscriptions the largest plan in force counts', () => {
  const rows = [bought(), bought({ plan: 'business', status: 'trialing', trialEnd: inDays(2) })]
  for (const each of [rows, rows.toReversed()]) {
    expect(standingOf(each, null, now)).toMatchObject({ plan: 'business', state: 'trial' })
  }
  const lapsed = [bought({ plan: 'business', status: 'unpaid' }), bought()]
  expect(standingOf(lapsed, null, now)).toMatchObject({ plan: 'team', state: 'paid' })
})

test('a plan that is sold no more gives what everybody has', () => {
  const old = standing({ plan: 'gone' })
  expect(old).toMatchObject({ plan: 'free', state: 'paid', subscribed: 'gone' })
  expect(planIn(old)).toBe(app.plans[0])
  expect(limitIn({ plan: 'gone' }, 'projects')).toBe(app.plans[0].limits.projects)
})
