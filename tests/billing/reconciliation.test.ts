import { sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { reconcileJob } from '~/billing/reconciliation.server'
import { asOwner } from '../support/database'
import { stripeStandIn } from '../support/stripe'
import { change, customerOf, inbox, lines, rows, subscribe, workInbox } from './subscribing'

const standIn = await stripeStandIn()
const { clock, deliveries, world } = standIn

beforeEach(async () => {
  deliveries.deliverTo(undefined)
  world.events.clear()
  await asOwner(sql`delete from organization`)
  await asOwner(sql`delete from stripe_event`)
})

const reconcile = (data: { after?: string } = {}) =>
  reconcileJob.work(data, { id: crypto.randomUUID(), attempt: 1 })
const drift = () =>
  asOwner(sql`select organization_id as of, subscription_id as stripe, found from billing_drift
    order by id`)

test('what lost events would have told is found, set right and recorded, once', async () => {
  const customer = await customerOf('acme')
  const bought = await subscribe(standIn, customer)
  await reconcile()
  expect(await rows()).toMatchObject([{ plan: 'team', status: 'active', seats: 3 }])
  await change(bought, { seats: 5 })
  await asOwner(sql`delete from billing_drift`)
  await reconcile()
  expect(await rows()).toMatchObject([{ plan: 'team', status: 'active', seats: 5 }])
  expect(await drift()).toEqual([
    { of: 'acme', stripe: bought.id, found: { seats: { here: 3, stripe: 5 } } },
  ])
  expect(await lines()).toEqual([
    { action: 'started', because: 'reconciliation' },
    { action: 'changed', because: 'reconciliation' },
  ])
  await reconcile()
  expect(await drift()).toHaveLength(1)
})

test('what somebody changed here by hand is as Stripe says again', async () => {
  const customer = await customerOf('acme')
  await subscribe(standIn, customer)
  await reconcile()
  await asOwner(sql`update subscription set plan = 'business', status = 'active', seats = 900`)
  await asOwner(sql`update billing_account set past_due_since = now()`)
  await reconcile()
  expect(await rows()).toMatchObject([{ plan: 'team', seats: 3 }])
  expect((await drift()).slice(-2)).toMatchObject([
    { found: { plan: { here: 'business', stripe: 'team' }, seats: { here: 900, stripe: 3 } } },
    { stripe: null, found: { pastDueSince: { stripe: null } } },
  ])
})

test('events that never arrived are fetched, and worked like every other', async () => {
  const customer = await customerOf('acme')
  await subscribe(standIn, customer)
  await clock.advanceBy(0.1)
  await reconcile()
  const fetched = (await inbox()).filter(({ type }) => type === 'customer.subscription.created')
  expect(fetched).toMatchObject([{ state: 'waiting', deliveries: 0 }])
  await workInbox()
  expect((await inbox()).filter(({ state }) => state === 'waiting')).toEqual([])
  expect(await lines()).toHaveLength(1)
  const before = await inbox()
  await reconcile()
  expect(await inbox()).toEqual(before)
})

test('one customer that Stripe does not know holds up no other', async () => {
  const [lost, customer] = [await customerOf('acme'), await customerOf('globex')]
  await subscribe(standIn, lost)
  await subscribe(standIn, customer)
  await reconcile()
  const before = await rows()
  world.customers.delete(lost)
  await asOwner(sql`update subscription set seats = 900`)
  await reconcile()
  expect(await rows('globex')).toMatchObject([{ seats: 3 }])
  expect(await rows()).toMatchObject([{ ...before[0], seats: 900 }])
})

test('a round goes through every customer, a page for each job', async () => {
  await asOwner(sql`insert into organization (id, name, slug, created_at, stripe_customer_id)
    select 'lost ' || n, n, 'lost-' || n, now(), 'a lost one ' || n from generate_series(1, 100) n`)
  await subscribe(standIn, await customerOf('acme'))
  await reconcile()
  expect(await rows()).toEqual([])
  const [next] = await asOwner(sql`select data from jobs.job where name = 'stripe-reconcile'`)
  await reconcileJob.work(reconcileJob.shape.parse(next?.data), { id: 'next', attempt: 1 })
  expect(await rows()).toMatchObject([{ plan: 'team' }])
})

test('what was done with three months ago is forgotten, and what lost its job gets another', async () => {
  await customerOf('acme')
  await asOwner(sql`insert into stripe_event (id, type, customer_id, created_at, received_at, state, payload)
    select state || age, 'invoice.paid', 'cus_1', now(), now() - age * interval '1 day', state, '{}'
    from unnest(array['done', 'failed', 'waiting']) state, unnest(array[1, 91]) age`)
  await reconcile()
  const kept = await asOwner(sql`select id from stripe_event where payload = '{}' order by id`)
  expect(kept.map(({ id }) => id)).toEqual([
    'done1',
    'failed1',
    'failed91',
    'waiting1',
    'waiting91',
  ])
  const ordered = await asOwner(sql`select data ->> 'eventId' as id from jobs.job
    where name = 'stripe-event' and data ->> 'eventId' like 'waiting%' order by id`)
  expect(ordered).toEqual([{ id: 'waiting1' }, { id: 'waiting91' }])
})
