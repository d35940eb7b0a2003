import { afterAll, beforeEach, expect, test } from 'vitest'
import { aCheckout, aShop, refusal, withSdk } from './with-sdk'

const { stripe, standIn } = await withSdk()
beforeEach(() => standIn.reset())
afterAll(() => standIn.stop())

const pays = '4242424242424242'
const events = () => [...standIn.world.events.values()].map(({ type }) => type)
const subscriptions = () => [...standIn.world.subscriptions.values()]

test('a payment page keeps what it was told, and begins nothing', async () => {
  const shop = await aShop(stripe)
  const session = await aCheckout(stripe, shop, {
    client_reference_id: 'organization-of-acme',
    metadata: { subscriptionId: 's1' },
    locale: 'de',
    customer_update: { address: 'auto' },
  })
  expect(session).toMatchObject({
    object: 'checkout.session',
    mode: 'subscription',
    status: 'open',
    payment_status: 'unpaid',
    customer: shop.customer.id,
    client_reference_id: 'organization-of-acme',
    metadata: { subscriptionId: 's1' },
    locale: 'de',
    subscription: null,
    amount_total: 3_600,
    currency: 'eur',
    url: `${standIn.url}/pay/${session.id}`,
    success_url: `http://localhost:3000/done?id=${session.id}`,
  })
  expect(session).not.toHaveProperty('line_items')
  const whole = await stripe.checkout.sessions.retrieve(session.id, { expand: ['line_items'] })
  expect(whole.line_items?.data).toMatchObject([
    { description: 'Team', quantity: 3, amount_total: 3_600, price: { id: shop.month.id } },
  ])
  expect(subscriptions()).toEqual([])
})

test('paid, it begins the subscription, and everything is told in its order', async () => {
  const shop = await aShop(stripe)
  const { id } = await aCheckout(stripe, shop, {
    subscription_data: { metadata: { referenceId: 'organization-of-acme' } },
  })
  const before = events().length
  expect(standIn.hands.pay(id, pays)).toMatchObject({ outcome: 'complete' })
  const session = await stripe.checkout.sessions.retrieve(id, { expand: ['subscription'] })
  expect(session).toMatchObject({ status: 'complete', payment_status: 'paid', url: null })
  expect(session.subscription).toMatchObject({
    status: 'active',
    customer: shop.customer.id,
    metadata: { referenceId: 'organization-of-acme' },
    items: { data: [{ quantity: 3, price: { id: shop.month.id } }] },
    trial_end: null,
  })
  const told = events().slice(before)
  expect(told.filter((type) => type !== 'invoice.updated')).toEqual([
    'payment_method.attached',
    'customer.subscription.created',
    'invoice.created',
    'invoice.finalized',
    'invoice.paid',
    'invoice.payment_succeeded',
    'customer.subscription.updated',
    'checkout.session.completed',
  ])
  const invoice = await stripe.invoices.retrieve(String(session.invoice))
  expect(invoice).toMatchObject({ status: 'paid', total: 3_600, amount_paid: 3_600 })
})

test('a page is paid once', async () => {
  const { id } = await aCheckout(stripe, await aShop(stripe))
  standIn.hands.pay(id, pays)
  expect(standIn.hands.pay(id, pays)).toMatchObject({ outcome: 'refused' })
  expect(subscriptions()).toHaveLength(1)
})

test('a refused card leaves the page open and nothing behind', async () => {
  const { id } = await aCheckout(stripe, await aShop(stripe))
  for (const number of ['4000000000000002', '4000000000000341', '1111']) {
    expect(standIn.hands.pay(id, number)).toMatchObject({ outcome: 'refused' })
  }
  expect(standIn.hands.pay(id)).toMatchObject({ outcome: 'refused', sentence: 'Enter a card.' })
  expect(subscriptions()).toEqual([])
  expect(standIn.world.paymentMethods.size).toBe(0)
  expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({ status: 'open' })
  expect(standIn.hands.pay(id, pays)).toMatchObject({ outcome: 'complete' })
})

test('a card whose bank asks pays once its owner has confirmed', async () => {
  const { id } = await aCheckout(stripe, await aShop(stripe))
  expect(standIn.hands.pay(id, '4000002500003155')).toEqual({ outcome: 'asks' })
  expect(subscriptions()).toEqual([])
  const confirmed = standIn.hands.pay(id, '4000002500003155', { confirmed: true })
  expect(confirmed.outcome).toBe('complete')
  expect(subscriptions().map(({ status }) => status)).toEqual(['active'])
})

test('a trial begins without a card where none is wanted, and remembers what happens at its end', async () => {
  const shop = await aShop(stripe)
  const { id } = await aCheckout(stripe, shop, {
    payment_method_collection: 'if_required',
    subscription_data: {
      trial_period_days: 14,
      trial_settings: { end_behavior: { missing_payment_method: 'cancel' } },
    },
  })
  standIn.hands.pay(id)
  const session = await stripe.checkout.sessions.retrieve(id, { expand: ['subscription'] })
  expect(session.payment_status).toBe('no_payment_required')
  expect(session.subscription).toMatchObject({
    status: 'trialing',
    default_payment_method: null,
    trial_settings: { end_behavior: { missing_payment_method: 'cancel' } },
  })
  const [trial] = subscriptions()
  const item = trial?.items.data[0]
  expect((trial?.trial_end ?? 0) - (trial?.trial_start ?? 0)).toBe(14 * 86_400)
  expect(item?.current_period_end).toBe(trial?.trial_end)
})

test('unless it is said otherwise, also a trial wants a card, which need not pay yet', async () => {
  const subscription_data = { trial_period_days: 14 }
  const { id } = await aCheckout(stripe, await aShop(stripe), { subscription_data })
  expect(standIn.hands.pay(id)).toMatchObject({ outcome: 'refused' })
  expect(standIn.hands.pay(id, '4000000000000341')).toMatchObject({ outcome: 'complete' })
  const [trial] = subscriptions()
  expect(standIn.world.paymentMethods.get(String(trial?.default_payment_method))).toMatchObject({
    card: { last4: '0341' },
  })
})

test('a promotion code takes off what it says, and only where codes are welcome', async () => {
  const shop = await aShop(stripe)
  const coupon = await stripe.coupons.create({ percent_off: 50, duration: 'once' })
  const promotion = { type: 'coupon', coupon: coupon.id } as const
  const code = await stripe.promotionCodes.create({ promotion, code: 'SPRING' })
  const closed = await aCheckout(stripe, shop)
  expect(standIn.hands.pay(closed.id, pays, { promotionCode: 'SPRING' })).toMatchObject({
    outcome: 'refused',
    sentence: 'This code is not valid.',
  })
  const open = await aCheckout(stripe, shop, { allow_promotion_codes: true })
  expect(standIn.hands.pay(open.id, pays, { promotionCode: 'AUTUMN' }).outcome).toBe('refused')
  standIn.hands.pay(open.id, pays, { promotionCode: 'spring' })
  const { invoice, discounts } = await stripe.checkout.sessions.retrieve(open.id)
  expect(await stripe.invoices.retrieve(String(invoice))).toMatchObject({ amount_paid: 1_800 })
  expect(discounts).toEqual([{ coupon: coupon.id, promotion_code: code.id }])
  expect(standIn.world.promotionCodes.get(code.id)).toMatchObject({ times_redeemed: 1 })
  const event = (await stripe.events.list({ type: 'checkout.session.completed' })).data[0]
  expect(event?.data.object).not.toHaveProperty('line_items')
})

test('a discount that the app gives is there without a code', async () => {
  const shop = await aShop(stripe)
  const coupon = await stripe.coupons.create({
    amount_off: 600,
    currency: 'eur',
    duration: 'forever',
  })
  const discounts = [{ coupon: coupon.id }]
  const { id, amount_total } = await aCheckout(stripe, shop, { discounts })
  expect(amount_total).toBe(3_000)
  standIn.hands.pay(id, pays)
  const { invoice } = await stripe.checkout.sessions.retrieve(id)
  expect(await stripe.invoices.retrieve(String(invoice))).toMatchObject({ amount_paid: 3_000 })
  const expand = ['data.discounts']
  const [found] = (await stripe.subscriptions.list({ expand })).data
  expect(found?.discounts).toMatchObject([{ object: 'discount', source: { coupon: coupon.id } }])
  const both = aCheckout(stripe, shop, { discounts, allow_promotion_codes: true })
  expect(await refusal(both)).toMatchObject({ status: 400 })
})

test('several lines become items of one subscription', async () => {
  const shop = await aShop(stripe)
  const extra = await stripe.prices.create({
    product: shop.product.id,
    currency: 'eur',
    unit_amount: 500,
    recurring: { interval: 'month' },
  })
  const line_items = [
    { price: shop.month.id, quantity: 3 },
    { price: extra.id, quantity: 1 },
  ]
  const { id } = await aCheckout(stripe, shop, { line_items })
  standIn.hands.pay(id, pays)
  const [subscription] = (await stripe.subscriptions.list({ customer: shop.customer.id })).data
  const items = subscription?.items.data.map(({ price, quantity }) => [price.id, quantity])
  expect(items).toEqual([
    [shop.month.id, 3],
    [extra.id, 1],
  ])
  const mixed = [...line_items, { price: shop.year.id, quantity: 1 }]
  expect(await refusal(aCheckout(stripe, shop, { line_items: mixed }))).toMatchObject({
    status: 400,
  })
})

test('an open page can be ended, a paid one cannot', async () => {
  const shop = await aShop(stripe)
  const open = await aCheckout(stripe, shop)
  expect(await stripe.checkout.sessions.expire(open.id)).toMatchObject({
    status: 'expired',
    url: null,
  })
  expect(events().at(-1)).toBe('checkout.session.expired')
  expect(standIn.hands.pay(open.id, pays)).toMatchObject({ outcome: 'refused' })
  const paid = await aCheckout(stripe, shop)
  standIn.hands.pay(paid.id, pays)
  for (const { id } of [open, paid]) {
    expect(await refusal(stripe.checkout.sessions.expire(id))).toMatchObject({ status: 400 })
  }
  const stillOpen = await aCheckout(stripe, shop)
  const listed = await stripe.checkout.sessions.list({ customer: shop.customer.id, status: 'open' })
  expect(listed.data.map(({ id }) => id)).toEqual([stillOpen.id])
})

test('a page that nobody pays on ends by itself after a day', async () => {
  const { id } = await aCheckout(stripe, await aShop(stripe))
  await standIn.clock.advanceBy(0.9)
  expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({ status: 'open' })
  await standIn.clock.advanceBy(0.2)
  expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({ status: 'expired' })
})

test('what cannot become a subscription is refused', async () => {
  const shop = await aShop(stripe)
  const refused = async (more: Parameters<typeof aCheckout>[2]) =>
    (await refusal(aCheckout(stripe, shop, more))).param
  await stripe.prices.update(shop.year.id, { active: false })
  const once = { product: shop.product.id, currency: 'eur', unit_amount: 100 }
  const { id: oneTime } = await stripe.prices.create(once)
  const line = (price: string, quantity?: number) => ({ line_items: [{ price, quantity }] })
  expect(await refused(line(shop.year.id, 1))).toBe('line_items[0][price]')
  expect(await refused(line('price_none', 1))).toBe('line_items[0][price]')
  expect(await refused(line(shop.month.id))).toBe('line_items[0][quantity]')
  expect(await refused(line(shop.month.id, -5))).toBe('line_items[0][quantity]')
  expect(await refused(line(oneTime, 1))).toBe('line_items')
  expect(await refused({ customer: 'cus_none' })).toBe('customer')
  const subscription_data = { trial_period_days: 0 }
  expect(await refused({ subscription_data })).toBe('subscription_data[trial_period_days]')
  expect(await refused({ expires_at: 1 })).toBe('expires_at')
  expect(await refusal(aCheckout(stripe, shop, { mode: 'payment' }))).toMatchObject({
    code: 'not_built',
  })
  expect(standIn.world.checkouts.size).toBe(0)
})
