import { expect, test } from 'vitest'
import { advanceTo } from '../../dev/stripe/clock.ts'
import { periodEnd } from '../../dev/stripe/periods.ts'
import { cards, day, happenings, only, standIn, stock, subscribe } from './subscriber.ts'

const there = await standIn()
const { stripe } = there
const { world } = there.standIn
const prices = await stock(stripe)

/** From the end of the period on it is the smaller plan, monthly. */
async function goingDown(price: string, quantity = 3) {
  const begun = await subscribe(there, { price, quantity, card: cards.pays })
  const schedule = await stripe.subscriptionSchedules.create({ from_subscription: begun.id })
  const phase = only(schedule.phases)
  const { start_date, end_date } = phase
  await stripe.subscriptionSchedules.update(schedule.id, {
    metadata: { source: 'here' },
    end_behavior: 'release',
    phases: [
      { items: [{ price, quantity }], start_date, end_date },
      {
        items: [{ price: prices.small, quantity: 1 }],
        start_date: end_date,
        proration_behavior: 'none',
      },
    ],
  })
  return { begun, id: schedule.id, end: end_date }
}

test('a schedule takes over the subscription as it is', async () => {
  const begun = await subscribe(there, { price: prices.month, quantity: 3, card: cards.pays })
  const schedule = await stripe.subscriptionSchedules.create({ from_subscription: begun.id })
  const item = only(begun.items.data)
  expect(schedule).toMatchObject({
    status: 'active',
    subscription: begun.id,
    customer: begun.customer,
    current_phase: { start_date: item.current_period_start, end_date: item.current_period_end },
    phases: [{ items: [{ price: prices.month, quantity: 3 }] }],
  })
  expect((await stripe.subscriptions.retrieve(begun.id)).schedule).toBe(schedule.id)
  await expect(
    stripe.subscriptionSchedules.create({ from_subscription: begun.id }),
  ).rejects.toThrow('already attached to a schedule')
})

test('a smaller plan begins with the next period, costs nothing before, and is let go of later', async () => {
  const { begun, id, end } = await goingDown(prices.month)
  const preview = await stripe.invoices.createPreview({ subscription: begun.id })
  expect(preview.total).toBe(500)

  await advanceTo(world, end + day)
  const after = await stripe.subscriptions.retrieve(begun.id)
  expect(only(after.items.data)).toMatchObject({ price: { id: prices.small }, quantity: 1 })
  const [invoice] = (await stripe.invoices.list({ subscription: begun.id })).data
  expect(invoice).toMatchObject({ total: 500, status: 'paid' })
  expect(after.schedule).toBe(id)
  const schedule = await stripe.subscriptionSchedules.retrieve(id)
  expect(schedule).toMatchObject({
    metadata: { source: 'here' },
    current_phase: { start_date: end },
  })

  await advanceTo(world, (schedule.current_phase?.end_date ?? 0) + day)
  expect(await stripe.subscriptionSchedules.retrieve(id)).toMatchObject({
    status: 'released',
    released_subscription: begun.id,
    subscription: null,
  })
  expect(await stripe.subscriptions.retrieve(begun.id)).toMatchObject({
    schedule: null,
    status: 'active',
  })
  expect(happenings(there.standIn, begun.customer)).toEqual(
    expect.arrayContaining([
      'subscription_schedule.created',
      'subscription_schedule.updated',
      'subscription_schedule.released',
    ]),
  )
})

test('from a year to months, the months begin where the year ends', async () => {
  const { begun, end } = await goingDown(prices.year, 1)
  await advanceTo(world, end + day)
  const after = await stripe.subscriptions.retrieve(begun.id)
  const month = { interval: 'month', interval_count: 1 } as const
  expect(only(after.items.data)).toMatchObject({
    current_period_start: end,
    current_period_end: periodEnd(end, end, month),
  })
})

test('released before, it stays what it is', async () => {
  const { begun, id, end } = await goingDown(prices.month)
  const released = await stripe.subscriptionSchedules.release(id)
  expect(released.status).toBe('released')
  await advanceTo(world, end + day)
  const after = await stripe.subscriptions.retrieve(begun.id)
  expect(after.schedule).toBeNull()
  expect(only(after.items.data)).toMatchObject({ price: { id: prices.month }, quantity: 3 })
  await expect(stripe.subscriptionSchedules.release(id)).rejects.toThrow(
    'currently in the `released` status',
  )
})

test('while it is scheduled, seats change in the phase that goes on, and an end is refused', async () => {
  const { begun, id, end } = await goingDown(prices.month)
  await stripe.subscriptions.update(begun.id, {
    items: [{ id: only(begun.items.data).id, quantity: 4 }],
  })
  const schedule = await stripe.subscriptionSchedules.retrieve(id)
  expect(schedule.phases.map(({ items }) => items[0]?.quantity)).toEqual([4, 1])
  await expect(
    stripe.subscriptions.update(begun.id, { cancel_at_period_end: true }),
  ).rejects.toThrow('managed by the subscription schedule')
  await advanceTo(world, end + day)
  const after = await stripe.subscriptions.retrieve(begun.id)
  expect(only(after.items.data)).toMatchObject({ price: { id: prices.small }, quantity: 1 })
})

test('phases follow each other without a gap, from the one that has begun', async () => {
  const { id, begun } = await goingDown(prices.month)
  const { start_date, end_date } = only((await stripe.subscriptionSchedules.retrieve(id)).phases)
  const items = [{ price: prices.month }]
  await expect(
    stripe.subscriptionSchedules.update(id, {
      phases: [{ items, start_date: start_date + 1, end_date }],
    }),
  ).rejects.toMatchObject({ param: 'phases[0][start_date]' })
  await expect(
    stripe.subscriptionSchedules.update(id, {
      phases: [
        { items, start_date, end_date },
        { items, start_date: end_date + day },
      ],
    }),
  ).rejects.toThrow('without a gap')
  const listed = await stripe.subscriptionSchedules.list({ customer: String(begun.customer) })
  expect(listed.data.map((schedule) => schedule.id)).toEqual([id])
})

test('what ends at once ends its schedule too', async () => {
  const { begun, id } = await goingDown(prices.month)
  await stripe.subscriptions.cancel(begun.id)
  expect((await stripe.subscriptionSchedules.retrieve(id)).status).toBe('canceled')
})
