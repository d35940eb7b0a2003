import { afterAll, beforeEach, expect, test } from 'vitest'
import { aCheckout, aShop, withSdk } from './with-sdk'

const { stripe, standIn } = await withSdk()
beforeEach(() => standIn.reset())
afterAll(() => standIn.stop())

test('events are listed by kind and by time, the newest first, and are found again', async () => {
  const early = Math.floor(standIn.clock.now().getTime() / 1_000)
  await stripe.customers.create({ name: 'Acme' })
  await standIn.clock.advanceBy(2)
  const late = Math.floor(standIn.clock.now().getTime() / 1_000)
  const globex = await stripe.customers.create({ name: 'Globex' })
  await stripe.customers.del(globex.id)

  const listed = async (filter: Parameters<typeof stripe.events.list>[0] = {}) =>
    (await stripe.events.list(filter)).data.map(({ type }) => type)
  expect(await listed()).toEqual(['customer.deleted', 'customer.created', 'customer.created'])
  expect(await listed({ type: 'customer.deleted' })).toEqual(['customer.deleted'])
  expect(await listed({ type: 'customer.*', limit: 2 })).toHaveLength(2)
  expect(await listed({ types: ['customer.created', 'invoice.paid'] })).toHaveLength(2)
  expect(await listed({ created: { gte: late } })).toHaveLength(2)
  expect(await listed({ created: { lt: late } })).toHaveLength(1)
  expect(await listed({ created: { gt: early + 86_400, lte: late - 1 } })).toEqual([])

  const [last] = (await stripe.events.list({ limit: 1 })).data
  expect(last).toMatchObject({
    object: 'event',
    api_version: '2026-08-26.dahlia',
    livemode: false,
    type: 'customer.deleted',
    data: { object: { id: globex.id, name: 'Globex' } },
  })
})

test('an event keeps what was true when it happened', async () => {
  const shop = await aShop(stripe)
  const { id } = await aCheckout(stripe, shop)
  standIn.hands.pay(id, '4242424242424242')
  const { data } = await stripe.events.list({ type: 'customer.subscription.created' })
  expect(data).toMatchObject([{ data: { object: { status: 'incomplete' } } }])
})

test('after a reset nothing is left, and the clock is everybody’s', async () => {
  await aShop(stripe)
  await standIn.clock.advanceBy(100)
  standIn.reset()
  expect((await stripe.events.list()).data).toEqual([])
  expect((await stripe.products.list()).data).toEqual([])
  expect(Math.abs(standIn.clock.now().getTime() - Date.now())).toBeLessThan(2_000)
})
