import { sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { factsOf } from '~/billing/facts'
import { readCustomer } from '~/billing/reading.server'
import { stripe } from '~/billing/stripe.server'
import { asOwner } from '../support/database'
import { stripeStandIn } from '../support/stripe'
import { change, customerOf, lines, rows, subscribe } from './subscribing'

const standIn = await stripeStandIn()
const ada = { person: { id: 'ada', name: 'Ada' } }
const news = (id: string) => ({ event: { id, type: 'customer.subscription.updated' } })

beforeEach(async () => {
  standIn.deliveries.deliverTo(undefined)
  await asOwner(sql`delete from organization`)
  await asOwner(sql`delete from trial`)
})

const account = async () => {
  const [row] = await asOwner(sql`select payment_method, next_plan, next_interval,
    past_due_since, read_at is not null as read from billing_account where organization_id = 'acme'`)
  return row
}

test('what was bought is written down: plan, seats, interval, and what it is paid with', async () => {
  const customer = await customerOf('acme')
  const { id } = await subscribe(standIn, customer, { price: 'team_year', seats: 4 })
  const reading = await readCustomer(customer, ada)
  expect(reading).toMatchObject({
    organizationId: 'acme',
    changed: true,
    unknown: [],
    before: { plan: 'free', state: 'none' },
    after: { plan: 'team', state: 'paid', seats: 4, interval: 'year' },
  })
  expect(await rows()).toMatchObject([
    { plan: 'team', status: 'active', seats: 4, interval: 'year', stripe: id },
  ])
  expect(await account()).toMatchObject({ payment_method: 'Visa ending in 4242', read: true })
  expect(await lines()).toEqual([{ action: 'started', who: 'Ada', because: { person: 'ada' } }])
})

test('read again and again, nothing changes and no line is added', async () => {
  const customer = await customerOf('acme')
  await subscribe(standIn, customer)
  await readCustomer(customer, news('evt_1'))
  const before = await rows()
  const readings = await Promise.all([1, 2, 3].map(() => readCustomer(customer, news('evt_2'))))
  expect(readings.map((each) => each?.changed)).toEqual([false, false, false])
  expect(await rows()).toEqual(before)
  expect(await lines()).toEqual([{ action: 'started', because: { event: 'evt_1' } }])
})

test('two at once write one row and one line', async () => {
  const customer = await customerOf('acme')
  await subscribe(standIn, customer)
  await Promise.all(['evt_1', 'evt_2', 'evt_3'].map((id) => readCustomer(customer, news(id))))
  expect(await rows()).toHaveLength(1)
  expect(await lines()).toHaveLength(1)
})

test('a payment page that was begun here becomes the subscription bought there', async () => {
  const customer = await customerOf('acme')
  await asOwner(sql`insert into subscription (id, plan, reference_id, stripe_customer_id)
    values ('begun', 'team', 'acme', ${customer})`)
  const metadata = { subscriptionId: 'begun', referenceId: 'acme' }
  const { id } = await subscribe(standIn, customer, { price: 'business_month', seats: 1, metadata })
  await readCustomer(customer, ada)
  expect(await rows()).toMatchObject([{ id: 'begun', plan: 'business', stripe: id }])
})

test('a page that began nothing here, and a second subscription, have rows of their own', async () => {
  const customer = await customerOf('acme')
  const metadata = { subscriptionId: 'another organization’s' }
  await subscribe(standIn, customer, { metadata })
  await subscribe(standIn, customer, { price: 'business_month', seats: 1, metadata })
  const reading = await readCustomer(customer, ada)
  expect(await rows()).toHaveLength(2)
  expect(reading?.after.plan).toBe('business')
})

test('a row that another organization began is not taken', async () => {
  await customerOf('globex')
  await asOwner(
    sql`insert into subscription (id, plan, reference_id) values ('begun', 'team', 'globex')`,
  )
  const customer = await customerOf('acme')
  await subscribe(standIn, customer, { metadata: { subscriptionId: 'begun' } })
  await readCustomer(customer, ada)
  expect(await rows('globex')).toMatchObject([{ id: 'begun', stripe: null }])
  expect(await rows()).toHaveLength(1)
})

test('a trial is remembered with whoever started it, also when the organization is gone', async () => {
  const customer = await customerOf('acme')
  const { id } = await subscribe(standIn, customer, { trialDays: 14, metadata: { userId: 'ada' } })
  const reading = await readCustomer(customer, ada)
  expect(reading?.after).toMatchObject({ plan: 'team', state: 'trial', daysLeft: 14 })
  await asOwner(sql`delete from organization where id = 'acme'`)
  expect(await asOwner(sql`select subscription_id, organization_id, user_id from trial`)).toEqual([
    { subscription_id: id, organization_id: 'acme', user_id: 'ada' },
  ])
})

test('every change has a line: seats and plan, the end that is set and taken back, the end', async () => {
  const customer = await customerOf('acme')
  const bought = await subscribe(standIn, customer)
  await readCustomer(customer, ada)
  await change(bought, { seats: 5 })
  await readCustomer(customer, { members: true })
  await change(bought, { price: 'team_year', seats: 5 })
  await readCustomer(customer, news('evt_1'))
  await stripe.subscriptions.update(bought.id, { cancel_at_period_end: true })
  await readCustomer(customer, news('evt_2'))
  await stripe.subscriptions.update(bought.id, { cancel_at_period_end: false })
  await readCustomer(customer, news('evt_3'))
  await stripe.subscriptions.cancel(bought.id)
  const reading = await readCustomer(customer, { reconciliation: true })
  expect(reading?.after).toMatchObject({ plan: 'free', state: 'none' })
  expect(await lines()).toEqual([
    { action: 'started', who: 'Ada', because: { person: 'ada' } },
    { action: 'changed', because: 'members' },
    { action: 'changed', because: { event: 'evt_1' } },
    { action: 'ending', because: { event: 'evt_2' } },
    { action: 'kept', because: { event: 'evt_3' } },
    { action: 'ended', because: 'reconciliation' },
  ])
})

test('what Stripe does not have any more has ended', async () => {
  const customer = await customerOf('acme')
  const { id } = await subscribe(standIn, customer)
  await readCustomer(customer, ada)
  standIn.world.subscriptions.delete(id)
  await readCustomer(customer, news('evt_1'))
  expect(await rows()).toMatchObject([{ status: 'canceled', stripe: id }])
})

test('a deleted customer has nothing any more, and the organization can begin anew', async () => {
  const customer = await customerOf('acme')
  await subscribe(standIn, customer)
  await readCustomer(customer, ada)
  await stripe.customers.del(customer)
  const reading = await readCustomer(customer, news('evt_1'))
  expect(reading?.after).toMatchObject({ plan: 'free', paymentMethod: null })
  expect(await rows()).toMatchObject([{ status: 'canceled' }])
  expect(await asOwner(sql`select stripe_customer_id as customer from organization`)).toEqual([
    { customer: null },
  ])
  expect((await readCustomer(customer, news('evt_2')))?.changed).toBe(false)
})

test('a customer that says whose it is belongs to that organization, unless it has another', async () => {
  const customer = await customerOf('acme', { known: false })
  await subscribe(standIn, customer)
  expect((await readCustomer(customer, ada))?.after.plan).toBe('team')
  const second = await customerOf('acme', { known: false })
  await subscribe(standIn, second, { price: 'business_month', seats: 1 })
  expect((await readCustomer(second, ada))?.after.plan).toBe('business')
  expect(await asOwner(sql`select stripe_customer_id as customer from organization`)).toEqual([
    { customer },
  ])
})

test('a customer of nobody here is left alone', async () => {
  const { id } = await stripe.customers.create({ name: 'A stranger' })
  await subscribe(standIn, id)
  expect(await readCustomer(id, ada)).toBeNull()
  expect(await asOwner(sql`select from subscription`)).toEqual([])
})

test('a price of no plan is said, and nothing is written of it; the others are', async () => {
  const customer = await customerOf('acme')
  const product = await stripe.products.create({ name: 'Something else' })
  const other = await stripe.prices.create({
    product: product.id,
    currency: 'eur',
    unit_amount: 100,
    recurring: { interval: 'month' },
  })
  const { id } = await subscribe(standIn, customer, { price: other.id, seats: 1 })
  await subscribe(standIn, customer)
  const reading = await readCustomer(customer, ada)
  expect(reading).toMatchObject({ unknown: [id], after: { plan: 'team' } })
  expect(await rows()).toHaveLength(1)
  expect(await account()).toMatchObject({ read: false })
})

test('a price whose place a newer one took, or that is sold no more, is still of its plan', async () => {
  const { items, ...told } = await subscribe(standIn, await customerOf('acme'))
  const [item] = items.data
  if (!item) throw new Error('Nothing was bought.')
  const priced = (change: object, before?: string) => {
    const price = { ...item.price, lookup_key: null, ...change }
    return factsOf({ ...told, items: { ...items, data: [{ ...item, price }] } }, before)
  }
  expect(priced({})).toMatchObject({ plan: 'team', billingInterval: 'month' })
  expect(priced({ metadata: { plan: 'gold' } })).toMatchObject({ plan: 'gold' })
  expect(priced({ metadata: {} }, 'team')).toMatchObject({ plan: 'team' })
  expect(priced({ metadata: {} })).toBeUndefined()
})

test('what ended long ago, of a price of no plan, is nobody’s trouble', async () => {
  const customer = await customerOf('acme')
  const product = await stripe.products.create({ name: 'Something else' })
  const other = await stripe.prices.create({
    product: product.id,
    currency: 'eur',
    unit_amount: 100,
    recurring: { interval: 'month' },
  })
  const { id } = await subscribe(standIn, customer, { price: other.id, seats: 1 })
  await stripe.subscriptions.cancel(id)
  expect(await readCustomer(customer, ada)).toMatchObject({ unknown: [] })
  expect(await rows()).toEqual([])
  expect(await account()).toMatchObject({ read: true })
})
