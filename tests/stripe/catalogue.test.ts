import { afterAll, beforeEach, expect, test } from 'vitest'
import { refusal, withSdk } from './with-sdk'

const { stripe, standIn } = await withSdk()
beforeEach(() => standIn.reset())
afterAll(() => standIn.stop())

const events = () => [...standIn.world.events.values()]

async function aProduct(name = 'Team') {
  const product = await stripe.products.create({ name, metadata: { plan: 'team' } })
  const price = (lookup_key: string, unit_amount = 1_200, more = {}) =>
    stripe.prices.create({
      product: product.id,
      currency: 'eur',
      unit_amount,
      recurring: { interval: lookup_key.endsWith('year') ? 'year' : 'month' },
      lookup_key,
      ...more,
    })
  return { product, price }
}

test('a product has the id that was wanted, once', async () => {
  const product = await stripe.products.create({ id: 'atrium_team', name: 'Team' })
  expect(product).toMatchObject({ id: 'atrium_team', active: true, description: null })
  expect(await refusal(stripe.products.create({ id: 'atrium_team', name: 'Again' }))).toMatchObject(
    { code: 'resource_already_exists' },
  )
})

test('a changed product says what it was before, and one changed into itself says nothing', async () => {
  const { product } = await aProduct()
  await stripe.products.update(product.id, {
    name: 'Team of ten',
    metadata: { plan: '', size: '10' },
  })
  expect(await stripe.products.retrieve(product.id)).toMatchObject({
    name: 'Team of ten',
    metadata: { size: '10' },
  })
  const last = events().at(-1)
  expect(last).toMatchObject({
    type: 'product.updated',
    data: {
      object: { name: 'Team of ten' },
      previous_attributes: { name: 'Team', metadata: { plan: 'team', size: null } },
    },
  })
})

test('the filters of products and prices filter', async () => {
  const team = await aProduct('Team')
  const business = await aProduct('Business')
  await stripe.products.update(business.product.id, { active: false })
  const month = await team.price('team_month')
  const year = await team.price('team_year')
  const other = await business.price('business_month')
  await stripe.prices.update(other.id, { active: false })
  const once = await stripe.prices.create({
    product: team.product.id,
    currency: 'usd',
    unit_amount: 500,
  })

  const prices = async (filter: Parameters<typeof stripe.prices.list>[0]) =>
    (await stripe.prices.list(filter)).data.map(({ id }) => id)
  expect(await prices({ lookup_keys: ['team_month'], active: true, limit: 1 })).toEqual([month.id])
  expect(await prices({ lookup_keys: ['nobody_has_it'] })).toEqual([])
  expect(await prices({ lookup_keys: ['business_month'], active: true })).toEqual([])
  expect(await prices({ lookup_keys: ['team_year', 'business_month'] })).toEqual([
    other.id,
    year.id,
  ])
  expect(await prices({ product: business.product.id })).toEqual([other.id])
  expect(await prices({ type: 'one_time' })).toEqual([once.id])
  expect(await prices({ currency: 'usd' })).toEqual([once.id])
  expect(await prices({ recurring: { interval: 'year' } })).toEqual([year.id])

  const active = (await stripe.products.list({ active: true })).data
  expect(active.map(({ name }) => name)).toEqual(['Team'])
  const byId = (await stripe.products.list({ ids: [business.product.id] })).data
  expect(byId.map(({ name }) => name)).toEqual(['Business'])
})

test('a price keeps how it recurs and what it costs', async () => {
  const { product, price } = await aProduct()
  expect(await price('team_year', 12_000)).toMatchObject({
    product: product.id,
    lookup_key: 'team_year',
    type: 'recurring',
    unit_amount: 12_000,
    recurring: { interval: 'year', interval_count: 1, usage_type: 'licensed' },
  })
})

test('a lookup key belongs to one price, and goes to another only when that is said', async () => {
  const { price } = await aProduct()
  const before = await price('team_month')
  expect(await refusal(price('team_month', 1_500))).toMatchObject({ param: 'lookup_key' })
  const after = await price('team_month', 1_500, { transfer_lookup_key: true })
  expect(after.lookup_key).toBe('team_month')
  expect((await stripe.prices.retrieve(before.id)).lookup_key).toBeNull()
  expect(events().map(({ type }) => type)).toEqual([
    'product.created',
    'price.created',
    'price.updated',
    'price.created',
  ])
})

test('a price is for a product that exists', async () => {
  const wanted = { product: 'prod_none', currency: 'eur', unit_amount: 100 }
  expect(await refusal(stripe.prices.create(wanted))).toMatchObject({
    status: 400,
    code: 'resource_missing',
    param: 'product',
  })
  expect(await refusal(stripe.prices.retrieve('price_none'))).toMatchObject({ status: 404 })
})

test('coupons and the codes that lead to them', async () => {
  const coupon = await stripe.coupons.create({ percent_off: 25.5, duration: 'forever' })
  expect(coupon).toMatchObject({ percent_off: 25.5, amount_off: null })
  const promotion = { type: 'coupon', coupon: coupon.id } as const
  const code = await stripe.promotionCodes.create({ promotion, code: 'SPRING' })
  expect(code).toMatchObject({ active: true, code: 'SPRING', times_redeemed: 0 })
  expect(await refusal(stripe.coupons.create({ duration: 'once' }))).toMatchObject({ status: 400 })
  const nothing = { type: 'coupon', coupon: 'none' } as const
  expect(await refusal(stripe.promotionCodes.create({ promotion: nothing }))).toMatchObject({
    param: 'promotion[coupon]',
  })
})
