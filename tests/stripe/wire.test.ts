import { afterAll, beforeEach, expect, test } from 'vitest'
import { refusal, withSdk } from './with-sdk'

const { stripe, standIn, client } = await withSdk()
beforeEach(() => standIn.reset())
afterAll(() => standIn.stop())

/** A request that the SDK would not make. */
const ask = (path: string, init: RequestInit & { key?: string } = {}) =>
  fetch(`${standIn.url}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${init.key ?? 'sk_test_stand_in'}`, ...init.headers },
  })

test('without its key nobody is answered, and a wrong key is not repeated whole', async () => {
  const wrong = await refusal(client('sk_test_of_somebody_else').customers.list())
  expect(wrong).toMatchObject({ status: 401, type: 'invalid_request_error' })
  expect(wrong.message).toMatch(/^Invalid API Key provided: sk_test_/)
  expect(wrong.message).not.toContain('somebody')
  const none = await fetch(`${standIn.url}/v1/customers`)
  expect(none.status).toBe(401)
  expect(await none.json()).toMatchObject({ error: { type: 'invalid_request_error' } })
})

test('a call that nobody needs is refused as an error of Stripe, never taken for an answer', async () => {
  const refused = await refusal(stripe.refunds.list())
  expect(refused).toMatchObject({ status: 404, type: 'invalid_request_error' })
  expect(refused.message).toContain('(GET: /v1/refunds)')
  expect(await refusal(stripe.subscriptions.resume('sub_1'))).toMatchObject({ status: 404 })
})

test('a parameter that is not known is refused by its name, also deep inside', async () => {
  const flat = await ask('/v1/customers', { method: 'POST', body: 'nickname=Acme' })
  expect(flat.status).toBe(400)
  expect(await flat.json()).toMatchObject({
    error: {
      code: 'parameter_unknown',
      param: 'nickname',
      message: 'Received unknown parameter: nickname',
    },
  })
  const deep = await ask('/v1/checkout/sessions', {
    method: 'POST',
    body: 'mode=subscription&line_items[0][price]=a&line_items[0][colour]=red',
  })
  expect(await deep.json()).toMatchObject({
    error: { code: 'parameter_unknown', param: 'line_items[0][colour]' },
  })
  expect([...standIn.world.customers]).toEqual([])
})

test('a value of the wrong kind is refused with the name of its parameter', async () => {
  const post = (path: string, body: string) =>
    ask(path, { method: 'POST', body }).then((answer) => answer.json())
  expect(await post('/v1/prices', 'currency=eur')).toMatchObject({
    error: { code: 'parameter_missing', param: 'product' },
  })
  expect(await post('/v1/products', 'name=Team&active=maybe')).toMatchObject({
    error: { param: 'active' },
  })
  expect(await post('/v1/products', 'name=')).toMatchObject({
    error: { code: 'parameter_invalid_empty', param: 'name' },
  })
  expect(await refusal(stripe.customers.list({ limit: 1.5 }))).toMatchObject({
    code: 'parameter_invalid_integer',
    param: 'limit',
  })
})

test('what does not exist is missing: by address 404, by parameter 400', async () => {
  expect(await refusal(stripe.customers.retrieve('cus_nobody'))).toMatchObject({
    status: 404,
    code: 'resource_missing',
    message: "No such customer: 'cus_nobody'",
  })
  expect(await refusal(stripe.subscriptions.list({ customer: 'cus_nobody' }))).toMatchObject({
    status: 400,
    code: 'resource_missing',
    param: 'customer',
  })
})

test('the same request with the same key is done once; another one with that key is refused', async () => {
  const idempotencyKey = 'the-customer-of-acme'
  const first = await stripe.customers.create({ name: 'Acme' }, { idempotencyKey })
  const second = await stripe.customers.create({ name: 'Acme' }, { idempotencyKey })
  expect(second).toEqual(first)
  expect(second.lastResponse.headers['idempotent-replayed']).toBe('true')
  expect(standIn.world.customers.size).toBe(1)
  const other = await refusal(stripe.customers.create({ name: 'Globex' }, { idempotencyKey }))
  expect(other).toMatchObject({ status: 400, type: 'idempotency_error' })
  expect(standIn.world.customers.size).toBe(1)
})

test('what was refused can be asked again with the same key', async () => {
  const options = { idempotencyKey: 'a-price-before-its-product' }
  const wanted = { product: 'prod_later', currency: 'eur', unit_amount: 500 }
  expect(await refusal(stripe.prices.create(wanted, options))).toMatchObject({ param: 'product' })
  await stripe.products.create({ id: 'prod_later', name: 'Later' })
  expect(await stripe.prices.create(wanted, options)).toMatchObject({ product: 'prod_later' })
})

test('a list comes in pages, the newest first, in both directions', async () => {
  for (const name of ['a', 'b', 'c', 'd', 'e']) await stripe.customers.create({ name })
  const names = ({ data }: { data: { name?: string | null }[] }) =>
    data.map(({ name }) => name).join('')
  const first = await stripe.customers.list({ limit: 2 })
  expect([names(first), first.has_more]).toEqual(['ed', true])
  const next = await stripe.customers.list({ limit: 2, starting_after: first.data[1]?.id })
  expect([names(next), next.has_more]).toEqual(['cb', true])
  const last = await stripe.customers.list({ limit: 2, starting_after: next.data[1]?.id })
  expect([names(last), last.has_more]).toEqual(['a', false])
  const back = await stripe.customers.list({ limit: 2, ending_before: last.data[0]?.id })
  expect([names(back), back.has_more]).toEqual(['cb', true])
  const all = await stripe.customers.list({ limit: 2 }).autoPagingToArray({ limit: 10 })
  expect(names({ data: all })).toBe('edcba')
  expect(await refusal(stripe.customers.list({ starting_after: 'cus_gone' }))).toMatchObject({
    param: 'starting_after',
  })
  expect(await refusal(stripe.customers.list({ limit: 101 }))).toMatchObject({ param: 'limit' })
})

test('what is asked for stands there whole, what cannot be is refused', async () => {
  const product = await stripe.products.create({ name: 'Team' })
  const wanted = { product: product.id, currency: 'eur', unit_amount: 1_200 }
  const price = await stripe.prices.create({ ...wanted, expand: ['product'] })
  expect(price.product).toMatchObject({ object: 'product', name: 'Team' })
  const [listed] = (await stripe.prices.list({ expand: ['data.product'] })).data
  expect(listed?.product).toMatchObject({ name: 'Team' })
  expect((await stripe.prices.retrieve(price.id)).product).toBe(product.id)
  for (const expand of [['nickname_of_it'], ['currency'], ['product.a.b.c.d']]) {
    expect(await refusal(stripe.prices.retrieve(price.id, { expand }))).toMatchObject({
      code: 'property_cannot_be_expanded',
    })
  }
})

test('every answer says the time of the stand-in, its version and which request it was', async () => {
  await standIn.clock.advanceBy(40)
  const { headers, requestId } = (await stripe.customers.list()).lastResponse
  expect(Math.abs(Date.parse(headers.date ?? '') - standIn.clock.now().getTime())).toBeLessThan(
    3_000,
  )
  expect(Date.parse(headers.date ?? '') - Date.now()).toBeGreaterThan(39 * 86_400_000)
  expect(headers['stripe-version']).toBe('2026-08-26.dahlia')
  expect(requestId).toMatch(/^req_/)
  const refused = await ask('/v1/nothing')
  expect(refused.headers.get('request-id')).toMatch(/^req_/)
  expect(refused.headers.get('date')).toBe(new Date(standIn.clock.now()).toUTCString())
})

test('another version of the API would have other shapes, and is refused', async () => {
  const headers = { 'stripe-version': '2020-08-27' }
  expect((await ask('/v1/customers', { headers })).status).toBe(400)
})
