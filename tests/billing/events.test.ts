import { sql } from 'drizzle-orm'
import type Stripe from 'stripe'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { eventJob, replay } from '~/billing/events.server'
import { readCustomer } from '~/billing/reading.server'
import { stripe } from '~/billing/stripe.server'
import { receive } from '~/billing/webhook.server'
import { db } from '~/db/client'
import { startWorkers, stopWorkers } from '~/jobs/jobs.server'
import { asOwner } from '../support/database'
import { stripeStandIn } from '../support/stripe'
import {
  change,
  customerOf,
  inbox,
  lines,
  rows,
  subscribe,
  workEvent,
  workInbox,
} from './subscribing'

const standIn = await stripeStandIn()
const { deliveries, world } = standIn
deliveries.deliverTo(receive)

afterAll(stopWorkers)

beforeEach(async () => {
  await deliveries.settle()
  deliveries.turn({ duplicate: 0, shuffle: 0, drop: 0, atOnce: 1 })
  await asOwner(sql`delete from organization`)
  await asOwner(sql`delete from stripe_event`)
})

const states = async () => new Set((await inbox()).map(({ state }) => state))

const isAbout = ({ data: { object } }: Stripe.Event, id: string) =>
  'id' in object && object.id === id

/** Everything that can happen to a subscription, and news of it: delivered, and not worked yet. */
async function live(): Promise<{ customer: string; id: string }> {
  const customer = await customerOf('acme')
  const bought = await subscribe(standIn, customer)
  await change(bought, { seats: 5 })
  await change(bought, { price: 'business_month', seats: 1 })
  await stripe.subscriptions.update(bought.id, { cancel_at_period_end: true })
  await stripe.subscriptions.cancel(bought.id)
  await deliveries.settle()
  return { customer, id: bought.id }
}

test('an event has what is true now written down, and each change names the event', async () => {
  const customer = await customerOf('acme')
  await subscribe(standIn, customer)
  await deliveries.settle()
  const [first] = await asOwner(sql`select id from stripe_event order by received_at, id limit 1`)
  await workInbox()
  expect(await rows()).toMatchObject([{ plan: 'team', status: 'active', seats: 3 }])
  expect(await lines()).toEqual([{ action: 'started', because: { event: first?.id } }])
  expect(await states()).toEqual(new Set(['done']))
})

test.each(['as it came', 'backwards'] as const)(
  'news of a whole life, worked %s, end where the life has ended',
  async (order) => {
    await live()
    expect((await inbox()).length).toBeGreaterThan(4)
    await workInbox(order)
    expect(await rows()).toMatchObject([{ plan: 'business', status: 'canceled', seats: 1 }])
    expect(await states()).toEqual(new Set(['done']))
  },
)

test('an old event that comes after the end brings nothing back', async () => {
  deliveries.turn({ drop: ({ type }) => type.endsWith('updated') })
  const { id } = await live()
  await workInbox()
  const before = await lines()
  for (const { event, state } of deliveries.all()) {
    if (state === 'dropped' && isAbout(event, id)) deliveries.replay(event.id)
  }
  await deliveries.settle()
  expect(await states()).toEqual(new Set(['done', 'waiting']))
  await workInbox('backwards')
  expect(await rows()).toMatchObject([{ status: 'canceled', stripe: id }])
  expect(await lines()).toEqual(before)
})

test('sent twice and shuffled, worked by several at once: each once, to the same end', async () => {
  deliveries.turn({ duplicate: 1, shuffle: 4, atOnce: 4, seed: 7 })
  await live()
  const waiting = await inbox()
  const twice = [...waiting, ...waiting].map(({ id }) => workEvent(String(id)))
  await Promise.all(twice)
  expect(await rows()).toMatchObject([{ plan: 'business', status: 'canceled' }])
  const worked = await inbox()
  expect(worked.map(({ deliveries: times }) => times)).toEqual(waiting.map(() => 2))
  expect(worked.map(({ attempts }) => attempts)).toEqual(waiting.map(() => 1))
})

test('what was read after an event came is not asked of Stripe again', async () => {
  const customer = await customerOf('acme')
  await subscribe(standIn, customer)
  await deliveries.settle()
  await readCustomer(customer, { reconciliation: true })
  const kept = world.customers.get(customer)
  world.customers.delete(customer)
  await workInbox()
  expect(await states()).toEqual(new Set(['done']))
  if (kept) world.customers.set(customer, kept)
})

test("a stranger's event is set aside with its reason", async () => {
  const { id } = await stripe.customers.create({ name: 'A stranger' })
  await subscribe(standIn, id)
  await deliveries.settle()
  await workInbox()
  expect(await inbox()).toMatchObject(
    (await inbox()).map(() => ({
      state: 'ignored',
      reason: 'Its customer is no organization here.',
    })),
  )
  expect(await asOwner(sql`select from subscription`)).toEqual([])
})

test('a price of no plan waits for somebody to look, and for a replay once its plan is named', async () => {
  const customer = await customerOf('acme')
  const product = await stripe.products.create({ name: 'Team of old' })
  const price = await stripe.prices.create({
    product: product.id,
    currency: 'eur',
    unit_amount: 900,
    recurring: { interval: 'month' },
  })
  const { id } = await subscribe(standIn, customer, { price: price.id })
  await deliveries.settle()
  const [event] = await inbox()
  const eventId = String(event?.id)
  const reason = `The price of ${id} belongs to no plan in app.config.ts.`
  await expect(workEvent(eventId)).rejects.toThrow(reason)
  expect((await inbox())[0]).toMatchObject({ state: 'failed', reason, attempts: 1 })
  expect(await rows()).toEqual([])

  await stripe.subscriptions.update(id, { metadata: { plan: 'team' } })
  await deliveries.settle()
  const again = () => db.transaction((tx) => replay(tx, eventId))
  expect(await again()).toMatchObject({ type: event?.type })
  await expect(again()).rejects.toThrow('This event waits to be worked already.')
  await workEvent(eventId, 1, true)
  expect((await inbox())[0]).toMatchObject({ state: 'done', reason: null, attempts: 2 })
  expect(await rows()).toMatchObject([{ plan: 'team' }])
})

test('while Stripe fails an event waits, says why, and in the end waits for a replay', async () => {
  const customer = await customerOf('acme')
  await subscribe(standIn, customer)
  await deliveries.settle()
  const kept = world.customers.get(customer)
  world.customers.delete(customer)
  const [event] = await inbox()
  const eventId = String(event?.id)
  const reason = 'StripeInvalidRequestError (resource_missing)'
  await expect(workEvent(eventId)).rejects.toThrow(reason)
  expect((await inbox())[0]).toMatchObject({ state: 'waiting', reason, attempts: 1 })
  await expect(workEvent(eventId, 1 + Number(eventJob.retryLimit))).rejects.toThrow(reason)
  expect((await inbox())[0]).toMatchObject({ state: 'failed', reason, attempts: 2 })

  if (kept) world.customers.set(customer, kept)
  await db.transaction((tx) => replay(tx, eventId))
  await workEvent(eventId, 1, true)
  expect((await inbox())[0]).toMatchObject({ state: 'done', reason: null })
  expect(await rows()).toMatchObject([{ plan: 'team' }])
})

test('what was stored before everything stopped is worked when it starts again', async () => {
  await live()
  expect(await states()).toEqual(new Set(['waiting']))
  await startWorkers([eventJob])
  await expect.poll(states, { timeout: 15_000 }).toEqual(new Set(['done']))
  expect(await rows()).toMatchObject([{ status: 'canceled' }])
  await stopWorkers()
})
