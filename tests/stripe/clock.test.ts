import { expect, test } from 'vitest'
import { advanceTo, catchUp } from '../../dev/stripe/clock.ts'
import { nextMoment } from '../../dev/stripe/moments.ts'
import { periodEnd } from '../../dev/stripe/periods.ts'
import { nowIn } from '../../dev/stripe/world.ts'
import { cards, day, happenings, hour, only, standIn, stock, subscribe } from './subscriber.ts'

const there = await standIn()
const prices = await stock(there.stripe)
const { world } = there.standIn

const at = (moment: string) => Date.parse(moment) / 1_000
const month = { interval: 'month', interval_count: 1 } as const

test('a month that began on the 31st ends on the last day of a shorter one, and on the 31st again', () => {
  const anchor = at('2027-01-31T10:00:00Z')
  const february = periodEnd(anchor, anchor, month)
  const march = periodEnd(anchor, february, month)
  expect([february, march, periodEnd(anchor, march, month)]).toEqual([
    at('2027-02-28T10:00:00Z'),
    at('2027-03-31T10:00:00Z'),
    at('2027-04-30T10:00:00Z'),
  ])
  const leap = at('2028-02-29T00:00:00Z')
  const year = { interval: 'year', interval_count: 1 } as const
  expect(periodEnd(leap, leap, year)).toBe(at('2029-02-28T00:00:00Z'))
})

test('a renewal is announced a week before, drafted at the end, and paid an hour later', async () => {
  const begun = await subscribe(there, { price: prices.month, quantity: 3, card: cards.pays })
  const { current_period_end: end } = only(begun.items.data)
  const before = nowIn(world) + 1

  await advanceTo(world, end - 7 * day)
  expect(happenings(there.standIn, begun.customer, before)).toEqual(['invoice.upcoming'])

  await advanceTo(world, end)
  const [draft] = (await there.stripe.invoices.list({ subscription: begun.id })).data
  expect(draft).toMatchObject({
    status: 'draft',
    billing_reason: 'subscription_cycle',
    amount_due: 3_600,
    created: end,
    period_end: end,
    automatically_finalizes_at: end + hour,
  })

  await advanceTo(world, end + hour)
  const paid = await there.stripe.invoices.retrieve(draft?.id ?? '')
  expect(paid.status).toBe('paid')
  expect(paid.status_transitions.paid_at).toBe(end + hour)
  const renewed = await there.stripe.subscriptions.retrieve(begun.id)
  expect(only(renewed.items.data)).toMatchObject({
    current_period_start: end,
    current_period_end: periodEnd(begun.billing_cycle_anchor, end, month),
  })
  expect(happenings(there.standIn, begun.customer, end)).toEqual([
    'invoice.created',
    'customer.subscription.updated',
    'invoice.updated',
    'invoice.finalized',
    'invoice.updated',
    'invoice.paid',
    'invoice.payment_succeeded',
  ])
})

test('a trial with a card is announced three days before its end, and is paid from then on', async () => {
  const begun = await subscribe(there, { price: prices.month, trialDays: 14, card: cards.pays })
  const end = begun.trial_end ?? 0
  await advanceTo(world, end - 3 * day)
  expect(happenings(there.standIn, begun.customer).at(-1)).toBe(
    'customer.subscription.trial_will_end',
  )
  await advanceTo(world, end + hour)
  expect(await there.stripe.subscriptions.retrieve(begun.id)).toMatchObject({ status: 'active' })
  const [last, first] = (await there.stripe.invoices.list({ subscription: begun.id })).data
  expect([first?.amount_paid, last?.amount_paid]).toEqual([0, 1_200])
})

test('a trial without a card ends with the trial', async () => {
  const begun = await subscribe(there, { price: prices.month, trialDays: 14 })
  await advanceTo(world, begun.trial_end ?? 0)
  expect(await there.stripe.subscriptions.retrieve(begun.id)).toMatchObject({
    status: 'canceled',
    ended_at: begun.trial_end,
  })
  expect(happenings(there.standIn, begun.customer).at(-1)).toBe('customer.subscription.deleted')
})

test('what was canceled ends with its period, and is not asked for again', async () => {
  const begun = await subscribe(there, { price: prices.month, card: cards.pays })
  const { current_period_end: end } = only(begun.items.data)
  await there.stripe.subscriptions.update(begun.id, { cancel_at_period_end: true })
  await advanceTo(world, end + 3 * day)
  expect(await there.stripe.subscriptions.retrieve(begun.id)).toMatchObject({
    status: 'canceled',
    ended_at: end,
  })
  expect((await there.stripe.invoices.list({ subscription: begun.id })).data).toHaveLength(1)
})

test('a payment page that nobody used closes after a day', async () => {
  const checkout = await there.stripe.checkout.sessions.create({
    mode: 'subscription',
    line_items: [{ price: prices.month, quantity: 1 }],
    customer: (await there.stripe.customers.create({})).id,
    success_url: 'http://localhost/done',
  })
  await advanceTo(world, nowIn(world) + day)
  expect(await there.stripe.checkout.sessions.retrieve(checkout.id)).toMatchObject({
    status: 'expired',
  })
})

test('time that simply passed is made up for at the moments when things were due', async () => {
  const begun = await subscribe(there, { price: prices.month, card: cards.pays })
  const { current_period_end: end } = only(begun.items.data)
  world.ahead += end - nowIn(world) + 2 * day
  catchUp(world)
  const [last] = (await there.stripe.invoices.list({ subscription: begun.id })).data
  expect(last).toMatchObject({ created: end, status: 'paid' })
})

test("Stripe's own calls for test clocks move the one clock, forwards only", async () => {
  const begun = await subscribe(there, { price: prices.month, card: cards.pays })
  const { testClocks } = there.stripe.testHelpers
  const [clock] = (await testClocks.list()).data
  const renewal = nextMoment(world, 'renewal', begun.id) ?? 0
  const moved = await testClocks.advance(clock?.id ?? '', { frozen_time: renewal })
  expect(moved.status).toBe('ready')
  expect((await testClocks.retrieve(moved.id)).frozen_time).toBeGreaterThanOrEqual(renewal)
  expect((await there.stripe.invoices.list({ subscription: begun.id })).data).toHaveLength(2)
  await expect(testClocks.advance(moved.id, { frozen_time: renewal - day })).rejects.toThrow(
    'only be moved into the future',
  )
})

test('a year with ten subscriptions passes with everything in its order', async () => {
  there.standIn.reset()
  const prices = await stock(there.stripe)
  for (let one = 0; one < 10; one += 1) {
    await subscribe(there, { price: prices.month, quantity: one + 1, card: cards.pays })
  }
  await advanceTo(world, nextMoment(world, 'year') ?? 0)
  const moments = [...world.events.values()].map(({ created }) => created)
  expect(moments).toEqual(moments.toSorted((a, b) => a - b))
  expect(
    [...world.invoices.values()].filter(({ status }) => status === 'paid').length,
  ).toBeGreaterThanOrEqual(120)
})
