import { sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { unitDatabase } from '~/auth/unit.server'
import { findBill } from '~/billing/bill.server'
import { readCustomer } from '~/billing/reading.server'
import { stripe as sdk } from '~/billing/stripe.server'
import type { StripeStandIn } from '../../dev/stripe/start.ts'
import { asOwner } from '../support/database'
import { callAuth, origin } from '../support/knock'
import { arrive, found, type Organization, type Person } from '../support/people'
import { stripeStandIn } from '../support/stripe'
import { ask, buy, customerOf, declinesLater, lastPage, pays, said } from './buying'

const stripe: StripeStandIn = await stripeStandIn()
const ada: Person = await arrive('ada')
let acme: Organization
let founded = 0

beforeEach(async () => {
  founded += 1
  // Whoever had a trial has no other one: what follows is about paid plans.
  await asOwner(sql`truncate trial`)
  await asOwner(sql`insert into trial (subscription_id, organization_id, user_id, started_at)
    values ('sub_before', 'another', ${ada.id}, now())`)
  acme = await found(`acme-${founded}`, ada)
})

const bill = () => findBill(unitDatabase, acme)
const read = async () => readCustomer(await customerOf(acme), { reconciliation: true })
const pages = () => stripe.world.checkouts.size
const live = async () => {
  const { data } = await sdk.subscriptions.list({ customer: await customerOf(acme) })
  return data[0] ?? expect.fail('There is no subscription.')
}
const lastPortal = () =>
  [...stripe.world.portals.values()].at(-1) ?? expect.fail('No portal was opened.')

test('what is in force already is not bought again, nor anything beside it', async () => {
  await buy(stripe, acme, ada)
  const before = pages()
  expect(said(await ask('upgrade', acme, ada, { plan: 'team' }))).toBe(
    '409 This is your plan already.',
  )
  expect((await ask('upgrade', acme, ada, { plan: 'business' })).status).toBe(200)
  expect(pages()).toBe(before)
})

test('a larger plan is confirmed on Stripe’s page and holds at once, with the seats that it has', async () => {
  await buy(stripe, acme, ada)
  const { data } = await ask('upgrade', acme, ada, { plan: 'business' })
  const portal = lastPortal()
  expect(data).toEqual({ url: portal.url, redirect: true })
  expect(stripe.hands.confirm(portal.id)).toEqual({ outcome: 'complete' })
  await read()
  expect(await bill()).toMatchObject({ live: { plan: 'business', seats: 1 }, next: null })
})

test('a smaller plan comes at the end of the period, and can be taken back until then', async () => {
  await buy(stripe, acme, ada, { plan: 'business' })
  const { data } = await ask('upgrade', acme, ada, { plan: 'team' })
  expect(data).toEqual({ url: `${origin}/app/${acme.slug}/billing`, redirect: true })
  const planned = { plan: 'team', interval: 'month' }
  expect(await bill()).toMatchObject({ live: { plan: 'business' }, next: planned })

  expect(said(await ask('upgrade', acme, ada, { plan: 'business' }))).toMatch('take back')
  expect(said(await ask('cancel', acme, ada))).toMatch('409 A change of the plan is planned.')
  expect(said(await ask('upgrade', acme, ada, { plan: 'business', annual: true }))).toMatch(
    '409 A change of the plan is planned.',
  )

  const kept = await ask('restore', acme, ada)
  expect(kept).toMatchObject({ status: 200, data: {} })
  expect(Object.keys(kept.data ?? {})).toEqual([])
  expect(await bill()).toMatchObject({ live: { plan: 'business' }, next: null })
  const lines = await asOwner(sql`select action from audit
    where organization_id = ${acme.id} and action like 'subscription.plan%' order by at, id`)
  expect(lines).toEqual([
    { action: 'subscription.planned' },
    { action: 'subscription.plan_dropped' },
  ])
})

test('monthly from yearly comes at the end of the year, yearly at once', async () => {
  await buy(stripe, acme, ada)
  await ask('upgrade', acme, ada, { plan: 'team', annual: true })
  expect(stripe.hands.confirm(lastPortal().id)).toEqual({ outcome: 'complete' })
  await read()
  expect(await bill()).toMatchObject({ live: { plan: 'team', billingInterval: 'year' } })
  await ask('upgrade', acme, ada, { plan: 'team' })
  expect(await bill()).toMatchObject({
    live: { billingInterval: 'year' },
    next: { plan: 'team', interval: 'month' },
  })
})

test('while a payment is late nothing is bought beside it, nothing is cancelled past it, and no row is lost', async () => {
  await buy(stripe, acme, ada)
  stripe.hands.addCard(await customerOf(acme), declinesLater)
  await stripe.clock.advanceBy(32)
  await read()
  expect(await bill()).toMatchObject({ late: true, live: undefined })
  const before = pages()
  const rows = () => asOwner(sql`select * from subscription order by id`)
  const standing = await rows()
  for (const act of ['upgrade', 'cancel'] as const) {
    expect(said(await ask(act, acme, ada, { plan: 'business' }))).toMatch('409 A payment is late.')
  }
  expect(pages()).toBe(before)
  expect(await rows()).toEqual(standing)
  const out = await ask('billing-portal', acme, ada)
  expect(out).toMatchObject({ status: 200, data: { url: lastPortal().url } })
})

test('what Stripe ended without telling us is found before anything is done, and its row stays', async () => {
  await buy(stripe, acme, ada)
  await sdk.subscriptions.cancel((await live()).id)
  expect(said(await ask('cancel', acme, ada))).toBe(
    '409 The plan was changed meanwhile. Look at it once more, then decide.',
  )
  expect(said(await ask('cancel', acme, ada))).toBe('409 There is no paid plan to cancel.')
  const rows = await asOwner(sql`select status from subscription where reference_id = ${acme.id}`)
  expect(rows).toEqual([{ status: 'canceled' }])
  expect((await ask('upgrade', acme, ada, { plan: 'team' })).status).toBe(200)
})

test('a plan is cancelled on Stripe’s page, once, and kept by one press', async () => {
  await buy(stripe, acme, ada)
  expect(said(await ask('restore', acme, ada))).toMatch('409 Nothing is planned to change')
  expect((await ask('cancel', acme, ada)).status).toBe(200)
  stripe.hands.cancel(lastPortal().id)
  await read()
  expect(said(await ask('cancel', acme, ada))).toBe('409 The plan is cancelled already.')
  expect(said(await ask('upgrade', acme, ada, { plan: 'business' }))).toMatch(
    '409 The plan is cancelled.',
  )
  expect((await ask('restore', acme, ada)).status).toBe(200)
  expect((await live()).cancel_at_period_end).toBe(false)
  expect(await bill()).toMatchObject({ live: { cancelAtPeriodEnd: false } })
})

test('whoever has no paid plan has nothing to cancel, to keep or to pay', async () => {
  expect(said(await ask('cancel', acme, ada))).toBe('409 There is no paid plan to cancel.')
  expect(said(await ask('restore', acme, ada))).toBe('409 There is no paid plan to keep.')
  expect(said(await ask('billing-portal', acme, ada))).toMatch('409 There is nothing to pay yet')
})

test('a payment page that is open is closed when another one is opened', async () => {
  await ask('upgrade', acme, ada, { plan: 'team' })
  const first = lastPage(stripe)
  await ask('upgrade', acme, ada, { plan: 'business' })
  expect([first.status, lastPage(stripe).status]).toEqual(['expired', 'open'])
  const rows = await asOwner(sql`select plan from subscription where reference_id = ${acme.id}`)
  expect(rows).toEqual([{ plan: 'business' }])
})

test('one that we forgot is closed too', async () => {
  await ask('upgrade', acme, ada, { plan: 'team' })
  const first = lastPage(stripe)
  await asOwner(sql`delete from billing_account where organization_id = ${acme.id}`)
  await ask('upgrade', acme, ada, { plan: 'team' })
  expect(first.status).toBe('expired')
})

test('what was paid meanwhile in another tab is found, and nothing is bought beside it', async () => {
  await ask('upgrade', acme, ada, { plan: 'team' })
  stripe.hands.pay(lastPage(stripe).id, pays)
  const before = pages()
  expect(said(await ask('upgrade', acme, ada, { plan: 'team' }))).toBe(
    '409 The plan was changed meanwhile. Look at it once more, then decide.',
  )
  expect(pages()).toBe(before)
  expect(await bill()).toMatchObject({ live: { plan: 'team' } })
})

test('whoever comes back from the payment page finds their plan, and is led on', async () => {
  const to = `${origin}/app/${acme.slug}/billing?from=checkout`
  await ask('upgrade', acme, ada, { plan: 'team', successUrl: to })
  const page = lastPage(stripe)
  stripe.hands.pay(page.id, pays)
  const back = page.success_url?.replace('{CHECKOUT_SESSION_ID}', page.id) ?? ''
  const query = Object.fromEntries(new URL(back).searchParams)
  const { status, headers } = await callAuth('/subscription/success', {
    query,
    headers: ada.headers,
  })
  expect([status, headers.get('location')]).toEqual([302, to])
  expect(await bill()).toMatchObject({ live: { plan: 'team', status: 'active' } })
})

test('a way back that names somebody else’s page or another address reads nothing and leads to us', async () => {
  await ask('upgrade', acme, ada, { plan: 'team' })
  stripe.hands.pay(lastPage(stripe).id, pays)
  const eve = await arrive('eve')
  for (const headers of [eve.headers, new Headers()]) {
    const { status, headers: answered } = await callAuth('/subscription/success', {
      query: { callbackURL: 'https://elsewhere.test/', checkoutSessionId: lastPage(stripe).id },
      headers,
    })
    expect([status, answered.get('location')]).toEqual([302, `${origin}/app`])
  }
  expect(await bill()).toMatchObject({ live: undefined })
})

test('a customer that was deleted at Stripe is followed by another one', async () => {
  await buy(stripe, acme, ada)
  const gone = await customerOf(acme)
  await sdk.customers.del(gone)
  expect(said(await ask('upgrade', acme, ada, { plan: 'team' }))).toMatch('changed meanwhile')
  await buy(stripe, acme, ada)
  expect(await customerOf(acme)).not.toBe(gone)
  expect(await bill()).toMatchObject({ live: { plan: 'team' } })
})

test('a subscription of no plan of ours is not bought beside', async () => {
  await buy(stripe, acme, ada)
  const subscription = await live()
  const known = subscription.items.data[0]?.price
  const other = await sdk.prices.create({
    currency: 'eur',
    unit_amount: 500,
    recurring: { interval: 'month' },
    product: String(known?.product),
  })
  stripe.world.subscriptions
    .get(subscription.id)
    ?.items.data.splice(0, 1, { ...(subscription.items.data[0] ?? expect.fail()), price: other })
  await asOwner(sql`delete from subscription where reference_id = ${acme.id}`)
  expect(said(await ask('upgrade', acme, ada, { plan: 'team' }))).toMatch('Atrium does not know')
})
