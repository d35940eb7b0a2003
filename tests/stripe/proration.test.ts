import { describe, expect, test } from 'vitest'
import { advanceTo } from '../../dev/stripe/clock.ts'
import { nowIn } from '../../dev/stripe/world.ts'
import { cards, day, only, standIn, stock, subscribe } from './subscriber.ts'

const there = await standIn()
const { stripe } = there
const { world } = there.standIn
const prices = await stock(stripe)

/** Half of its period is over, to the second. */
async function inTheMiddle(wanted: Parameters<typeof subscribe>[1]) {
  const subscription = await subscribe(there, wanted)
  const item = only(subscription.items.data)
  const { current_period_start: start, current_period_end: end } = item
  const at = start + Math.floor((end - start) / 2)
  await advanceTo(world, at)
  return { subscription, item, at, start, end }
}

const waiting = (subscription: string) =>
  [...world.invoiceItems.values()].filter(
    ({ invoice, parent }) =>
      invoice === null && parent?.subscription_details?.subscription === subscription,
  )

describe('Two seats more in the middle of a month', () => {
  test('wait for the next invoice: the unused time of three given back, the rest of five charged', async () => {
    const { subscription, item, at, start, end } = await inTheMiddle({
      price: prices.month,
      quantity: 3,
      card: cards.pays,
    })
    await stripe.subscriptions.update(subscription.id, {
      items: [{ id: item.id, quantity: 5 }],
      proration_behavior: 'create_prorations',
      proration_date: at,
    })
    const share = (end - at) / (end - start)
    expect(waiting(subscription.id).map(({ amount, period }) => ({ amount, period }))).toEqual([
      { amount: -Math.round(3_600 * share), period: { start: at, end } },
      { amount: Math.round(6_000 * share), period: { start: at, end } },
    ])

    const preview = await stripe.invoices.createPreview({ subscription: subscription.id })
    await advanceTo(world, end + day)
    const [paid] = (await stripe.invoices.list({ subscription: subscription.id })).data
    expect(paid?.total).toBe(6_000 - Math.round(3_600 * share) + Math.round(6_000 * share))
    expect([preview.total, preview.lines.data.length]).toEqual([paid?.total, 3])
    expect(paid?.lines.data[0]).toMatchObject({
      description: expect.stringMatching(/^Unused time on 3 × Team after \d\d \w+ \d{4}$/),
      parent: { type: 'invoice_item_details', invoice_item_details: { proration: true } },
    })
    expect(waiting(subscription.id)).toEqual([])
  })

  test('can be looked at before, and nothing has happened', async () => {
    const { subscription, item, at, start, end } = await inTheMiddle({
      price: prices.month,
      quantity: 3,
      card: cards.pays,
    })
    const preview = await stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: {
        items: [{ id: item.id, quantity: 5 }],
        proration_behavior: 'create_prorations',
        proration_date: at,
      },
    })
    const share = (end - at) / (end - start)
    expect(preview).toMatchObject({
      status: 'draft',
      number: null,
      total: 6_000 - Math.round(3_600 * share) + Math.round(6_000 * share),
      parent: { subscription_details: { subscription_proration_date: at } },
    })
    expect(preview.id).toMatch(/^upcoming_in_/)
    const after = await stripe.subscriptions.retrieve(subscription.id)
    expect(only(after.items.data).quantity).toBe(3)
    expect(waiting(subscription.id)).toEqual([])
    expect((await stripe.invoices.list({ subscription: subscription.id })).data).toHaveLength(1)
  })

  test('are paid at once when that is asked for', async () => {
    const { subscription, item } = await inTheMiddle({
      price: prices.month,
      quantity: 3,
      card: cards.pays,
    })
    const after = await stripe.subscriptions.update(subscription.id, {
      items: [{ id: item.id, quantity: 5 }],
      proration_behavior: 'always_invoice',
      expand: ['latest_invoice'],
    })
    expect(after.latest_invoice).toMatchObject({
      status: 'paid',
      billing_reason: 'subscription_update',
    })
    expect(waiting(subscription.id)).toEqual([])
  })

  test('cost nothing until the renewal when that is asked for', async () => {
    const { subscription, item, end } = await inTheMiddle({
      price: prices.month,
      quantity: 3,
      card: cards.pays,
    })
    await stripe.subscriptions.update(subscription.id, {
      items: [{ id: item.id, quantity: 5 }],
      proration_behavior: 'none',
    })
    expect(waiting(subscription.id)).toEqual([])
    await advanceTo(world, end + day)
    const [paid] = (await stripe.invoices.list({ subscription: subscription.id })).data
    expect(paid?.total).toBe(6_000)
  })
})

test('monthly to yearly begins a year now, and takes off what was paid of the month', async () => {
  const { subscription, item, at } = await inTheMiddle({ price: prices.month, card: cards.pays })
  const after = await stripe.subscriptions.update(subscription.id, {
    items: [{ id: item.id, price: prices.year, quantity: 1 }],
    proration_behavior: 'create_prorations',
    expand: ['latest_invoice'],
  })
  const { current_period_start: start, current_period_end: end } = only(after.items.data)
  expect(start).toBeGreaterThanOrEqual(at)
  expect(start).toBeLessThanOrEqual(nowIn(world))
  expect((end - start) / day).toBeGreaterThanOrEqual(365)
  expect(after.latest_invoice).toMatchObject({
    status: 'paid',
    billing_reason: 'subscription_update',
  })
  const [invoice] = (await stripe.invoices.list({ subscription: subscription.id })).data
  const [credit, year] = invoice?.lines.data ?? []
  expect(credit?.amount).toBeGreaterThanOrEqual(-602)
  expect(credit?.amount).toBeLessThanOrEqual(-598)
  expect(year?.amount).toBe(12_000)
})

test('what a smaller plan gives back is kept, and used for the next invoices', async () => {
  const { subscription, item, end } = await inTheMiddle({
    price: prices.month,
    quantity: 10,
    card: cards.pays,
  })
  await stripe.subscriptions.update(subscription.id, {
    items: [{ id: item.id, quantity: 1 }],
    proration_behavior: 'always_invoice',
  })
  const [givenBack] = (await stripe.invoices.list({ subscription: subscription.id })).data
  const credit = -(givenBack?.total ?? 0)
  expect(credit).toBeGreaterThan(5_000)
  expect(givenBack).toMatchObject({ amount_due: 0, status: 'paid', ending_balance: -credit })
  const customer = await stripe.customers.retrieve(String(subscription.customer))
  expect(customer).toMatchObject({ balance: -credit })

  await advanceTo(world, end + day)
  const [renewal] = (await stripe.invoices.list({ subscription: subscription.id })).data
  expect(renewal).toMatchObject({
    total: 1_200,
    starting_balance: -credit,
    ending_balance: 1_200 - credit,
    amount_due: 0,
    status: 'paid',
  })
})

test('a trial knows no prorations', async () => {
  const begun = await subscribe(there, { price: prices.month, trialDays: 14, card: cards.pays })
  await advanceTo(world, nowIn(world) + 5 * day)
  await stripe.subscriptions.update(begun.id, {
    items: [{ id: only(begun.items.data).id, quantity: 4 }],
  })
  expect(waiting(begun.id)).toEqual([])
  const preview = await stripe.invoices.createPreview({ subscription: begun.id })
  expect(preview).toMatchObject({ total: 4_800, created: begun.trial_end })
})

test('canceled at once, the unused time is given back where that is asked for', async () => {
  const { subscription } = await inTheMiddle({ price: prices.month, quantity: 2, card: cards.pays })
  await stripe.subscriptions.cancel(subscription.id, { prorate: true, invoice_now: true })
  const [last] = (await stripe.invoices.list({ subscription: subscription.id })).data
  expect(last?.total).toBeLessThanOrEqual(-1_198)
  expect(last?.total).toBeGreaterThanOrEqual(-1_202)
})
