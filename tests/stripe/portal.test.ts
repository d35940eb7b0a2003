import { afterAll, beforeEach, expect, test } from 'vitest'
import { aCheckout, aShop, refusal, withSdk } from './with-sdk'

const { stripe, standIn } = await withSdk()
afterAll(() => standIn.stop())
beforeEach(() => standIn.reset())

const back = 'http://localhost:3000/billing'
const [pays, declines, asks] = ['4242424242424242', '4000000000000341', '4000002500003155']

/** A customer who has bought three seats by the month. */
async function aCustomer(more: Parameters<typeof aCheckout>[2] = {}) {
  const shop = await aShop(stripe)
  const { id } = await aCheckout(stripe, shop, more)
  standIn.hands.pay(id, pays)
  const [subscription] = (await stripe.subscriptions.list({ customer: shop.customer.id })).data
  const [item] = subscription?.items.data ?? []
  if (!subscription || !item) throw new Error('Nothing was bought.')
  const customer = shop.customer.id
  const cancelling = () =>
    stripe.billingPortal.sessions.create({
      customer,
      return_url: back,
      flow_data: {
        type: 'subscription_cancel',
        subscription_cancel: { subscription: subscription.id },
      },
    })
  const changing = (price = shop.year.id, quantity = 3) =>
    stripe.billingPortal.sessions.create({
      customer,
      return_url: back,
      flow_data: {
        type: 'subscription_update_confirm',
        after_completion: { type: 'redirect', redirect: { return_url: back } },
        subscription_update_confirm: {
          subscription: subscription.id,
          items: [{ id: item.id, price, quantity }],
        },
      },
    })
  const now = () => stripe.subscriptions.retrieve(subscription.id)
  const invoices = async () => (await stripe.invoices.list({ customer })).data
  return { shop, customer, subscription, item, cancelling, changing, now, invoices }
}

test('a plain session leads to the home page, and says where it comes from', async () => {
  const { customer } = await aCustomer()
  const session = await stripe.billingPortal.sessions.create({
    customer,
    return_url: back,
    locale: 'en',
  })
  expect(session).toMatchObject({
    object: 'billing_portal.session',
    customer,
    return_url: back,
    flow: null,
  })
  expect(session.url).toBe(`${standIn.url}/portal/${session.id}`)
})

test('a customer that is unknown or deleted has no portal', async () => {
  const { customer } = await aCustomer()
  const asked = (id: string) => refusal(stripe.billingPortal.sessions.create({ customer: id }))
  expect(await asked('cus_none')).toMatchObject({ code: 'resource_missing', param: 'customer' })
  await stripe.customers.del(customer)
  expect(await asked(customer)).toMatchObject({ code: 'resource_missing', param: 'customer' })
})

test('a plan is cancelled for the end of its period, and not a second time', async () => {
  const { cancelling, now, item } = await aCustomer()
  const session = await cancelling()
  standIn.hands.cancel(session.id)
  const ending = await now()
  expect(ending.status).toBe('active')
  expect(ending.cancel_at).toBe(item.current_period_end)
  expect((await refusal(cancelling())).message).toContain(
    'already set to be canceled at period end',
  )
})

test('a cancellation is taken back', async () => {
  const { cancelling, now } = await aCustomer()
  const session = await cancelling()
  standIn.hands.cancel(session.id)
  standIn.hands.resume(session.id)
  expect(await now()).toMatchObject({ cancel_at: null, cancel_at_period_end: false })
})

test('nobody cancels what belongs to somebody else', async () => {
  const { cancelling } = await aCustomer()
  const another = await aCustomer()
  const session = await cancelling()
  expect(() => standIn.hands.cancel(session.id, another.subscription.id)).toThrow(
    'No such subscription',
  )
  const asked = stripe.billingPortal.sessions.create({
    customer: another.customer,
    flow_data: {
      type: 'subscription_cancel',
      subscription_cancel: {
        subscription:
          standIn.world.portals.get(session.id)?.flow?.subscription_cancel?.subscription ?? '',
      },
    },
  })
  expect(await refusal(asked)).toMatchObject({ code: 'resource_missing' })
})

test('a change to a year is confirmed, and paid at once', async () => {
  const { changing, now, invoices, shop } = await aCustomer()
  const session = await changing()
  expect(standIn.hands.confirm(session.id)).toEqual({ outcome: 'complete' })
  const [item] = (await now()).items.data
  expect(item).toMatchObject({ quantity: 3, price: { id: shop.year.id } })
  const [invoice] = await invoices()
  expect(invoice).toMatchObject({ status: 'paid', billing_reason: 'subscription_update' })
  // A year for three, less the month that was not used.
  expect(invoice?.amount_paid).toBe(36_000 - 3_600)
})

test('a change that the card does not pay changes nothing', async () => {
  const { changing, now, invoices, customer, shop } = await aCustomer()
  standIn.hands.addCard(customer, declines)
  const session = await changing()
  expect(standIn.hands.confirm(session.id)).toMatchObject({ outcome: 'refused' })
  expect((await now()).items.data[0]?.price.id).toBe(shop.month.id)
  expect(await invoices()).toHaveLength(1)
  expect(standIn.hands.confirm(session.id, { card: pays })).toEqual({ outcome: 'complete' })
  expect((await now()).items.data[0]?.price.id).toBe(shop.year.id)
})

test('a card whose bank asks pays once the payer has confirmed it', async () => {
  const { changing, now } = await aCustomer()
  const session = await changing()
  expect(standIn.hands.confirm(session.id, { card: asks })).toEqual({ outcome: 'asks' })
  expect(standIn.hands.confirm(session.id, { card: asks, confirmed: true })).toEqual({
    outcome: 'complete',
  })
  expect((await now()).status).toBe('active')
})

test('in a trial a change costs nothing yet', async () => {
  const { changing, now, invoices, shop } = await aCustomer({
    subscription_data: { trial_period_days: 14 },
  })
  const session = await changing(shop.month.id, 5)
  expect(standIn.hands.confirm(session.id)).toEqual({ outcome: 'complete' })
  expect(await now()).toMatchObject({ status: 'trialing', items: { data: [{ quantity: 5 }] } })
  expect((await invoices()).every(({ amount_due }) => amount_due === 0)).toBe(true)
})

test('a subscription of several items cannot be changed there, as in the real portal', async () => {
  const { subscription, changing } = await aCustomer()
  const extra = await stripe.products.create({ name: 'Extra' })
  const price = await stripe.prices.create({
    product: extra.id,
    currency: 'eur',
    unit_amount: 500,
    recurring: { interval: 'month' },
  })
  await stripe.subscriptions.update(subscription.id, { items: [{ price: price.id, quantity: 1 }] })
  expect((await refusal(changing())).message).toContain(
    'cannot be updated because it contains multiple subscription items',
  )
})

test('an unpaid invoice is paid with a new card, which is used from then on', async () => {
  const { customer, now, invoices, subscription } = await aCustomer()
  standIn.hands.addCard(customer, declines)
  await standIn.clock.advanceBy(32)
  expect((await now()).status).toBe('past_due')
  const [open] = (await invoices()).filter(({ status }) => status === 'open')
  expect(standIn.hands.payInvoice(open?.id ?? '')).toMatchObject({ outcome: 'refused' })
  expect(standIn.hands.payInvoice(open?.id ?? '', { card: pays })).toEqual({ outcome: 'complete' })
  expect((await now()).status).toBe('active')
  await standIn.clock.advanceBy(31)
  const latest = (await invoices())[0]
  expect(latest).toMatchObject({ status: 'paid', billing_reason: 'subscription_cycle' })
  expect(latest?.parent?.subscription_details?.subscription).toBe(subscription.id)
})

test('webhook endpoints can be made, and listed without their secret', async () => {
  const made = await stripe.webhookEndpoints.create({
    url: 'https://app.example.com/api/stripe/webhook',
    enabled_events: ['invoice.paid'],
  })
  expect(made.secret).toMatch(/^whsec_/)
  const { data } = await stripe.webhookEndpoints.list()
  expect(data).toMatchObject([{ id: made.id, status: 'enabled' }])
  expect(data[0]).not.toHaveProperty('secret')
  const asked = stripe.webhookEndpoints.create({ url: 'nowhere', enabled_events: ['*'] })
  expect(await refusal(asked)).toMatchObject({ code: 'url_invalid', param: 'url' })
})
