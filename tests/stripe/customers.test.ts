import { afterAll, beforeEach, expect, test } from 'vitest'
import { aCheckout, aShop, refusal, withSdk } from './with-sdk'

const { stripe, standIn } = await withSdk()
beforeEach(() => standIn.reset())
afterAll(() => standIn.stop())

test('a customer is found by what the plugin searches for, and by nothing less', async () => {
  const acme = await stripe.customers.create({
    name: 'Acme',
    metadata: { organizationId: 'o1', customerType: 'organization' },
  })
  const ada = await stripe.customers.create({
    email: 'ada@acme.test',
    metadata: { userId: 'u1', customerType: 'user' },
  })
  await stripe.customers.create({
    email: 'ada@acme.test',
    metadata: { organizationId: 'o2', customerType: 'organization' },
  })
  const found = async (query: string) =>
    (await stripe.customers.search({ query, limit: 1 })).data.map(({ id }) => id)
  const organization = (id: string) =>
    `metadata["organizationId"]:"${id}" AND metadata["customerType"]:"organization"`
  expect(await found(organization('o1'))).toEqual([acme.id])
  expect(await found(organization('o9'))).toEqual([])
  const person = 'email:"Ada@acme.test" AND -metadata["customerType"]:"organization"'
  expect(await found(person)).toEqual([ada.id])
  expect(await refusal(stripe.customers.search({ query: 'name~"Acme"' }))).toMatchObject({
    status: 400,
    param: 'query',
  })
  for (const query of ['shoe:"42"', '', 'name:"Acme" AND ', 'name:"Acme" OR name:"Globex"']) {
    expect(await refusal(stripe.customers.search({ query }))).toMatchObject({ status: 400 })
  }
})

test('a word with quotes and an AND in it is searched for as it is', async () => {
  const name = 'Salt AND "Pepper"'
  const customer = await stripe.customers.create({ name, metadata: { name } })
  const query = `metadata["name"]:"Salt AND \\"Pepper\\""`
  const { data } = await stripe.customers.search({ query })
  expect(data.map(({ id }) => id)).toEqual([customer.id])
})

test('customers are listed by their address exactly as it is written', async () => {
  const ada = await stripe.customers.create({ email: 'ada@acme.test' })
  await stripe.customers.create({ email: 'Ada@acme.test' })
  const { data } = await stripe.customers.list({ email: 'ada@acme.test', limit: 100 })
  expect(data.map(({ id }) => id)).toEqual([ada.id])
})

test('metadata is added to, and what is emptied goes', async () => {
  const { id } = await stripe.customers.create({ name: 'Acme', metadata: { a: '1', b: '2' } })
  await stripe.customers.update(id, { metadata: { b: '', c: '3' } })
  expect(await stripe.customers.retrieve(id)).toMatchObject({ metadata: { a: '1', c: '3' } })
  await stripe.customers.update(id, { metadata: '', name: '' })
  expect(await stripe.customers.retrieve(id)).toMatchObject({ metadata: {}, name: null })
})

test('a deleted customer is known by its id only, and what it subscribed to has ended', async () => {
  const shop = await aShop(stripe)
  const session = await aCheckout(stripe, shop)
  standIn.hands.pay(session.id, '4242424242424242')
  const { id } = shop.customer
  expect(await stripe.customers.del(id)).toEqual(
    expect.objectContaining({ id, deleted: true, object: 'customer' }),
  )
  expect(await stripe.customers.retrieve(id)).toMatchObject({ id, deleted: true })
  const { data } = await stripe.subscriptions.list({ customer: id, status: 'all' })
  expect(data.map(({ status }) => status)).toEqual(['canceled'])
  expect((await stripe.customers.list()).data).toEqual([])
  expect((await stripe.customers.search({ query: 'name:"Acme"' })).data).toEqual([])
  const types = [...standIn.world.events.values()].map(({ type }) => type)
  expect(types.slice(-2)).toEqual(['customer.subscription.deleted', 'customer.deleted'])
  for (const asked of [
    stripe.customers.update(id, { name: 'Again' }),
    stripe.customers.del(id),
    aCheckout(stripe, shop),
  ]) {
    expect(await refusal(asked)).toMatchObject({ code: 'resource_missing' })
  }
})

test('cards: one pays, one is refused at once, one is stored and declines later', async () => {
  const { id: customer } = await stripe.customers.create({ name: 'Acme' })
  const store = (number: string) => standIn.hands.addCard(customer, number)
  const good = store('4242 4242 4242 4242')
  const later = store('4000000000000341')
  expect(() => store('4000000000000002')).toThrow('declined')
  expect(() => store('1234567812345678')).toThrow('incorrect')
  expect(await stripe.paymentMethods.retrieve(good.id)).toMatchObject({ card: { last4: '4242' } })
  expect(await refusal(stripe.paymentMethods.retrieve('pm_none'))).toMatchObject({ status: 404 })
  const invoice_settings = { default_payment_method: good.id }
  await stripe.customers.update(customer, { invoice_settings })
  const expand = ['invoice_settings.default_payment_method']
  expect(await stripe.customers.retrieve(customer, { expand })).toMatchObject({
    invoice_settings: { default_payment_method: { card: { brand: 'visa', last4: '4242' } } },
  })
  const stranger = await stripe.customers.create({ name: 'Globex' })
  const theirs = { invoice_settings: { default_payment_method: later.id } }
  const wanted = { ...theirs, name: 'Halfway' }
  expect(await refusal(stripe.customers.update(stranger.id, wanted))).toMatchObject({
    code: 'resource_missing',
  })
  expect(await stripe.customers.retrieve(stranger.id)).toMatchObject({ name: 'Globex' })
})
