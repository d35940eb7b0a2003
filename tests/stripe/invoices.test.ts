import { expect, test } from 'vitest'
import { advanceTo } from '../../dev/stripe/clock.ts'
import { cards, day, only, standIn, stock, subscribe } from './subscriber.ts'

const there = await standIn()
const { stripe } = there
const { world } = there.standIn
const prices = await stock(stripe)

test('the first invoice is paid at the checkout, numbered, and has its pages', async () => {
  const begun = await subscribe(there, { price: prices.month, quantity: 3, card: cards.pays })
  const [first] = (await stripe.invoices.list({ subscription: begun.id })).data
  expect(first).toMatchObject({
    object: 'invoice',
    status: 'paid',
    billing_reason: 'subscription_create',
    amount_due: 3_600,
    amount_paid: 3_600,
    amount_remaining: 0,
    currency: 'eur',
    number: expect.stringMatching(/^ATRIUM-\d{4}$/),
    hosted_invoice_url: `${there.standIn.url}/invoices/${first?.id}`,
    invoice_pdf: `${there.standIn.url}/invoices/${first?.id}/print`,
    parent: {
      type: 'subscription_details',
      subscription_details: { subscription: begun.id },
    },
  })
  expect(only(first?.lines.data ?? [])).toMatchObject({
    amount: 3_600,
    quantity: 3,
    description: '3 × Team (at €12.00 / month)',
    pricing: { type: 'price_details', price_details: { price: prices.month } },
    parent: { subscription_item_details: { proration: false, subscription: begun.id } },
  })
  expect(begun).toMatchObject({ status: 'active', latest_invoice: first?.id })
})

test('lists are of one customer, one subscription, one status', async () => {
  const one = await subscribe(there, { price: prices.month, card: cards.pays })
  const other = await subscribe(there, { price: prices.small, card: cards.declinesLater }).catch(
    () => undefined,
  )
  expect(other).toBeUndefined()
  const of = async (filter: Parameters<typeof stripe.invoices.list>[0]) =>
    (await stripe.invoices.list(filter)).data.map(({ id }) => id)
  expect(await of({ customer: String(one.customer) })).toEqual([one.latest_invoice])
  expect(await of({ subscription: one.id, status: 'paid' })).toEqual([one.latest_invoice])
  expect(await of({ subscription: one.id, status: 'open' })).toEqual([])
})

test('a promotion code takes off its share once, and the next invoice is whole again', async () => {
  const coupon = await stripe.coupons.create({ percent_off: 25, duration: 'once' })
  await stripe.promotionCodes.create({
    promotion: { type: 'coupon', coupon: coupon.id },
    code: 'HELLO',
  })
  const begun = await subscribe(there, {
    price: prices.month,
    quantity: 2,
    card: cards.pays,
    promotionCode: 'HELLO',
  })
  await advanceTo(world, only(begun.items.data).current_period_end + day)
  const [second, first] = (await stripe.invoices.list({ subscription: begun.id })).data
  expect(first).toMatchObject({
    subtotal: 2_400,
    total: 1_800,
    amount_paid: 1_800,
    total_discount_amounts: [{ amount: 600 }],
  })
  expect(only(first?.lines.data ?? []).discount_amounts).toMatchObject([{ amount: 600 }])
  expect(second).toMatchObject({ subtotal: 2_400, total: 2_400, discounts: [] })
})

test('the next invoice can be looked at, as long as there will be one', async () => {
  const begun = await subscribe(there, { price: prices.year, card: cards.pays })
  const { current_period_end: end } = only(begun.items.data)
  const preview = await stripe.invoices.createPreview({ subscription: begun.id })
  expect(preview).toMatchObject({
    total: 12_000,
    created: end,
    billing_reason: 'subscription_cycle',
  })
  await stripe.subscriptions.update(begun.id, { cancel_at_period_end: true })
  await expect(stripe.invoices.createPreview({ subscription: begun.id })).rejects.toMatchObject({
    statusCode: 404,
    code: 'invoice_upcoming_none',
  })
})

test('what is paid is not asked for again', async () => {
  const begun = await subscribe(there, { price: prices.month, card: cards.pays })
  await expect(stripe.invoices.pay(String(begun.latest_invoice))).rejects.toThrow('already paid')
  await expect(stripe.invoices.retrieve('in_nobody')).rejects.toMatchObject({
    code: 'resource_missing',
  })
})
