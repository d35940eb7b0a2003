import type Stripe from 'stripe'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { aCheckout, aShop, refusal, withSdk } from './with-sdk'

const { stripe, standIn } = await withSdk()
beforeEach(() => standIn.reset())
afterAll(() => standIn.stop())

const day = 86_400

/** A customer who pays for three seats by the month, or tries them. */
async function subscribed(more: Parameters<typeof aCheckout>[2] = {}) {
  const shop = await aShop(stripe)
  const { id } = await aCheckout(stripe, shop, more)
  standIn.hands.pay(id, '4242424242424242')
  const [subscription] = (await stripe.subscriptions.list({ customer: shop.customer.id })).data
  const [item] = subscription?.items.data ?? []
  if (!subscription || !item) throw new Error('Nothing was bought.')
  return { ...shop, subscription, item }
}

const lastEvent = () => [...standIn.world.events.values()].at(-1)

const intervalOf = ({ items: { data } }: Stripe.Subscription) =>
  data[0] && (data[0].current_period_end - data[0].current_period_start) / day

test('the status is a filter, and without it what was canceled is left out', async () => {
  const { customer, month, subscription } = await subscribed()
  const again = await aCheckout(stripe, await aShop(stripe), { customer: customer.id })
  standIn.hands.pay(again.id, '4242424242424242')
  await stripe.subscriptions.cancel(subscription.id)
  const other = await stripe.customers.create({ name: 'Globex' })
  const found = async (filter: Stripe.SubscriptionListParams) =>
    (await stripe.subscriptions.list(filter)).data.map(({ status }) => status)
  expect(await found({ customer: customer.id })).toEqual(['active'])
  expect(await found({ customer: customer.id, status: 'all' })).toEqual(['active', 'canceled'])
  expect(await found({ customer: customer.id, status: 'canceled' })).toEqual(['canceled'])
  expect(await found({ customer: customer.id, status: 'ended' })).toEqual(['canceled'])
  expect(await found({ customer: customer.id, status: 'trialing' })).toEqual([])
  expect(await found({ price: month.id, status: 'all' })).toEqual(['canceled'])
  expect(await found({ customer: other.id, status: 'all' })).toEqual([])
})

test('what it is paid with and its last invoice stand there whole when they are asked for', async () => {
  const { customer } = await subscribed()
  const expand = ['data.default_payment_method', 'data.latest_invoice']
  const [found] = (await stripe.subscriptions.list({ customer: customer.id, expand })).data
  expect(found?.default_payment_method).toMatchObject({ card: { last4: '4242' } })
  expect(found?.latest_invoice).toMatchObject({ status: 'paid', total: 3_600 })
})

test('another quantity is prorated, and its event says what it was', async () => {
  const { subscription, item } = await subscribed()
  const updated = await stripe.subscriptions.update(subscription.id, {
    items: [{ id: item.id, quantity: 5 }],
    proration_behavior: 'create_prorations',
  })
  expect(updated.items.data).toMatchObject([{ id: item.id, quantity: 5 }])
  expect(standIn.world.invoiceItems.size).toBe(2)
  expect(lastEvent()).toMatchObject({
    type: 'customer.subscription.updated',
    data: { previous_attributes: { items: { data: [{ quantity: 3 }] } } },
  })
  await stripe.subscriptions.update(subscription.id, {
    items: [{ id: item.id, quantity: 9 }],
    proration_behavior: 'none',
  })
  expect(standIn.world.invoiceItems.size).toBe(2)
})

test('charged at once, a change has an invoice of its own', async () => {
  const { subscription, item } = await subscribed()
  const updated = await stripe.subscriptions.update(subscription.id, {
    items: [{ id: item.id, quantity: 5 }],
    proration_behavior: 'always_invoice',
    expand: ['latest_invoice'],
  })
  expect(updated.latest_invoice).toMatchObject({
    billing_reason: 'subscription_update',
    status: 'paid',
    total: 2_400,
  })
})

test('by the year from now on, it has a year from now on', async () => {
  const { subscription, item, year } = await subscribed()
  expect(intervalOf(subscription)).toBeLessThan(32)
  const updated = await stripe.subscriptions.update(subscription.id, {
    items: [{ id: item.id, price: year.id, quantity: 3 }],
  })
  expect(intervalOf(updated)).toBeGreaterThan(364)
  expect(updated.items.data).toMatchObject([{ id: item.id, price: { id: year.id }, quantity: 3 }])
})

test('another price without a quantity is one of it', async () => {
  const { subscription, item, product } = await subscribed()
  const dearer = await stripe.prices.create({
    product: product.id,
    currency: 'eur',
    unit_amount: 4_800,
    recurring: { interval: 'month' },
  })
  const updated = await stripe.subscriptions.update(subscription.id, {
    items: [{ id: item.id, price: dearer.id }],
  })
  expect(updated.items.data).toMatchObject([{ id: item.id, quantity: 1 }])
})

test('items come and go, but never all, and never twice the same', async () => {
  const { subscription, item, product, month, year } = await subscribed()
  const change = (items: Stripe.SubscriptionUpdateParams.Item[]) =>
    stripe.subscriptions.update(subscription.id, { items })
  const extra = await stripe.prices.create({
    product: product.id,
    currency: 'eur',
    unit_amount: 500,
    recurring: { interval: 'month' },
  })
  const two = await change([{ price: extra.id, quantity: 2 }])
  const [, added] = two.items.data
  expect(added).toMatchObject({
    quantity: 2,
    current_period_end: item.current_period_end,
    current_period_start: item.current_period_start,
  })
  expect((await change([{ id: added?.id, deleted: true }])).items.data).toHaveLength(1)
  for (const wrong of [
    [{ id: item.id, deleted: true }],
    [{ price: month.id }],
    [{ price: year.id }],
    [{ id: 'si_none', quantity: 2 }],
    [{ id: item.id, price: 'price_none' }],
    [{ id: item.id, quantity: -1 }],
  ]) {
    expect(await refusal(change(wrong))).toMatchObject({ status: 400 })
  }
  expect((await stripe.subscriptions.retrieve(subscription.id)).items.data).toMatchObject([
    { id: item.id, quantity: 3 },
  ])
})

test('in a trial nothing is prorated, and it lasts as long as before', async () => {
  const subscription_data = { trial_period_days: 14 }
  const { subscription, item, year } = await subscribed({ subscription_data })
  const updated = await stripe.subscriptions.update(subscription.id, {
    items: [{ id: item.id, price: year.id, quantity: 2 }],
  })
  expect(updated).toMatchObject({ status: 'trialing', trial_end: subscription.trial_end })
  expect(updated.items.data[0]?.current_period_end).toBe(subscription.trial_end)
  expect(standIn.world.invoiceItems.size).toBe(0)
})

test('a trial is moved to a later moment, its period with it, and to none that has passed', async () => {
  const subscription_data = { trial_period_days: 14 }
  const { subscription, item } = await subscribed({ subscription_data })
  const move = (trial_end: number | 'now', id = subscription.id) =>
    stripe.subscriptions.update(id, { trial_end, proration_behavior: 'none' })
  const later = item.current_period_end + 10 * day
  const moved = await move(later)
  expect(moved).toMatchObject({
    status: 'trialing',
    trial_end: later,
    trial_start: subscription.trial_start,
    billing_cycle_anchor: later,
  })
  expect(moved.items.data).toMatchObject([{ current_period_end: later }])
  expect(lastEvent()).toMatchObject({
    type: 'customer.subscription.updated',
    data: { previous_attributes: { trial_end: subscription.trial_end } },
  })
  expect(standIn.world.invoiceItems.size).toBe(0)
  for (const never of [1, subscription.created, later + 1_000 * day]) {
    expect(await refusal(move(never))).toMatchObject({ status: 400, param: 'trial_end' })
  }
  const paid = await subscribed()
  expect(await refusal(move(later, paid.subscription.id))).toMatchObject({ param: 'trial_end' })
})

test('a trial that is moved is announced anew, three days before its new end and not before its old one', async () => {
  const subscription_data = { trial_period_days: 14 }
  const { subscription, item } = await subscribed({ subscription_data })
  const announced = () =>
    [...standIn.world.events.values()].flatMap(({ type, created }) =>
      type === 'customer.subscription.trial_will_end' ? [created] : [],
    )
  const end = item.current_period_end
  await stripe.subscriptions.update(subscription.id, { trial_end: end + 10 * day })
  await standIn.clock.advance(new Date((end + 8 * day) * 1_000))
  expect(announced()).toEqual([end + 7 * day])
  // Sooner than it would be announced: at once.
  await stripe.subscriptions.update(subscription.id, { trial_end: end + 9 * day })
  expect(announced()).toHaveLength(2)
})

test('a trial that is ended now is paid now, and without a card becomes what was agreed', async () => {
  const trial_settings = { end_behavior: { missing_payment_method: 'cancel' as const } }
  const subscription_data = { trial_period_days: 14, trial_settings }
  const { subscription } = await subscribed({ subscription_data })
  const ended = await stripe.subscriptions.update(subscription.id, {
    trial_end: 'now',
    expand: ['latest_invoice'],
  })
  expect(ended).toMatchObject({
    status: 'active',
    latest_invoice: { status: 'paid', total: 3_600 },
  })
  expect(intervalOf(ended)).toBeGreaterThan(27)
  const shop = await aShop(stripe)
  const page = await aCheckout(stripe, shop, {
    subscription_data,
    payment_method_collection: 'if_required',
  })
  standIn.hands.pay(page.id)
  const [bare] = (await stripe.subscriptions.list({ customer: shop.customer.id })).data
  const over = await stripe.subscriptions.update(bare?.id ?? '', { trial_end: 'now' })
  expect(over).toMatchObject({ status: 'canceled' })
})

test('it ends at the end of its period, unless that is taken back', async () => {
  const { subscription, item } = await subscribed()
  const ending = await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true })
  expect(ending).toMatchObject({
    status: 'active',
    cancel_at_period_end: true,
    cancel_at: item.current_period_end,
    cancellation_details: { reason: 'cancellation_requested' },
  })
  expect(ending.canceled_at).not.toBeNull()
  const staying = {
    cancel_at_period_end: false,
    cancel_at: null,
    canceled_at: null,
    cancellation_details: { reason: null },
  }
  const update = (params: Stripe.SubscriptionUpdateParams) =>
    stripe.subscriptions.update(subscription.id, params)
  expect(await update({ cancel_at_period_end: false })).toMatchObject(staying)
  const soon = item.current_period_start + 10 * day
  expect(await update({ cancel_at: soon })).toMatchObject({
    cancel_at: soon,
    cancel_at_period_end: false,
  })
  expect(await update({ cancel_at: '' })).toMatchObject(staying)
  expect(await refusal(update({ cancel_at: 1 }))).toMatchObject({ param: 'cancel_at' })
})

test('ended now, it is over: only its notes change, and it cannot end again', async () => {
  const { subscription, item } = await subscribed()
  const ended = await stripe.subscriptions.cancel(subscription.id, {
    cancellation_details: { feedback: 'unused', comment: 'We moved.' },
  })
  expect(ended).toMatchObject({
    status: 'canceled',
    cancellation_details: {
      feedback: 'unused',
      comment: 'We moved.',
      reason: 'cancellation_requested',
    },
  })
  expect(ended.ended_at).toBe(ended.canceled_at)
  expect(lastEvent()).toMatchObject({ type: 'customer.subscription.deleted' })
  expect(await refusal(stripe.subscriptions.cancel(subscription.id))).toMatchObject({
    status: 404,
    code: 'resource_missing',
  })
  const more = stripe.subscriptions.update(subscription.id, { items: [{ id: item.id }] })
  expect(await refusal(more)).toMatchObject({ status: 400 })
  const note = await stripe.subscriptions.update(subscription.id, { metadata: { why: 'moved' } })
  expect(note.metadata).toEqual({ why: 'moved' })
})

test('ended now with what was not used given back, on an invoice that is made at once', async () => {
  const { subscription, customer } = await subscribed()
  await stripe.subscriptions.cancel(subscription.id, { prorate: true, invoice_now: true })
  const [last] = (await stripe.invoices.list({ customer: customer.id })).data
  expect(last).toMatchObject({ total: -3_600, amount_due: 0 })
  expect(standIn.world.customers.get(customer.id)).toMatchObject({ balance: -3_600 })
})

test('a schedule that manages it lets nobody else end it, and stops with it', async () => {
  const { subscription, item } = await subscribed()
  const from_subscription = subscription.id
  const schedule = await stripe.subscriptionSchedules.create({ from_subscription })
  const update = (params: Stripe.SubscriptionUpdateParams) =>
    stripe.subscriptions.update(subscription.id, params)
  const refused = await refusal(update({ cancel_at_period_end: true }))
  expect(refused.message).toContain(`managed by the subscription schedule \`${schedule.id}\``)
  await update({ items: [{ id: item.id, quantity: 4 }] })
  const { phases } = await stripe.subscriptionSchedules.retrieve(schedule.id)
  expect(phases[0]?.items).toMatchObject([{ quantity: 4 }])
  await stripe.subscriptions.cancel(subscription.id)
  expect(await stripe.subscriptionSchedules.retrieve(schedule.id)).toMatchObject({
    status: 'canceled',
  })
})

test('it is paid with a card of its customer only', async () => {
  const { subscription, customer } = await subscribed()
  const mine = standIn.hands.addCard(customer.id, '5555555555554444')
  const stranger = await stripe.customers.create({ name: 'Globex' })
  const theirs = standIn.hands.addCard(stranger.id, '4242424242424242')
  const pay = (default_payment_method: string) =>
    stripe.subscriptions.update(subscription.id, { default_payment_method })
  expect(await pay(mine.id)).toMatchObject({ default_payment_method: mine.id })
  expect(await refusal(pay(theirs.id))).toMatchObject({ param: 'default_payment_method' })
})
