import { sql } from 'drizzle-orm'
import Stripe from 'stripe'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { stripe as sdk } from '~/billing/stripe.server'
import { asOwner } from '../support/database'
import { arrive, found, type Organization } from '../support/people'
import { stripeStandIn } from '../support/stripe'
import { acts, ask, buy, lastPage, said } from './buying'

const stripe = await stripeStandIn()
const ada = await arrive('ada')
let acme: Organization
let founded = 0

beforeEach(async () => {
  founded += 1
  acme = await found(`acme-${founded}`, ada)
})
afterEach(() => vi.restoreAllMocks())

const busy = '409 Somebody is changing the plan. Try again in a moment.'
const silent = '503 Stripe does not answer right now. Nothing was changed. Try again in a moment.'
const fails = () => Promise.reject(new Stripe.errors.StripeConnectionError({ message: 'no way' }))
const begun = () =>
  asOwner(sql`select 1 from subscription where reference_id = ${acme.id}`).then(
    ({ length }) => length,
  )

test('of ten who choose at once one does, and the others are told; there is one page, one row, one customer', async () => {
  const before = { pages: stripe.world.checkouts.size, customers: stripe.world.customers.size }
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => ask('upgrade', acme, ada, { plan: 'team' })),
  )
  const told = answers.map(said)
  expect(told.filter((each) => each === '200 undefined').length).toBeGreaterThan(0)
  expect(new Set(told)).toEqual(new Set(['200 undefined', busy]))
  const open = [...stripe.world.checkouts.values()].slice(before.pages)
  expect(open.filter(({ status }) => status === 'open').length).toBe(1)
  expect(stripe.world.customers.size).toBe(before.customers + 1)
  expect(await begun()).toBe(1)
})

test('whoever has the turn has it for every act, and nobody else’s organization waits for it', async () => {
  const globex = await found(`globex-${founded}`, ada)
  await asOwner(sql`insert into billing_account (organization_id, busy_until)
    values (${acme.id}, now() + interval '50 seconds')`)
  for (const act of acts) expect(said(await ask(act, acme, ada, { plan: 'team' }))).toBe(busy)
  expect((await ask('upgrade', globex, ada, { plan: 'team' })).status).toBe(200)
})

test('a turn ends by itself when its process has died', async () => {
  await asOwner(sql`insert into billing_account (organization_id, busy_until)
    values (${acme.id}, now() - interval '1 second')`)
  expect((await ask('upgrade', acme, ada, { plan: 'team' })).status).toBe(200)
})

test('a turn that ran out and is somebody else’s by now is not ended by whoever had it', async () => {
  const create = vi.spyOn(sdk.checkout.sessions, 'create')
  create.mockImplementation(async () => {
    await asOwner(sql`update billing_account set busy_until = now() + interval '55 seconds'
      where organization_id = ${acme.id}`)
    return fails()
  })
  await ask('upgrade', acme, ada, { plan: 'team' })
  expect(said(await ask('upgrade', acme, ada, { plan: 'team' }))).toBe(busy)
})

test('when Stripe was so slow that the turn went to somebody else, no payment page is opened any more', async () => {
  const { create } = sdk.customers
  vi.spyOn(sdk.customers, 'create').mockImplementation(async (...asked) => {
    await asOwner(sql`update billing_account set busy_until = now() + interval '55 seconds'
      where organization_id = ${acme.id}`)
    return create.apply(sdk.customers, asked)
  })
  const before = stripe.world.checkouts.size
  expect(said(await ask('upgrade', acme, ada, { plan: 'team' }))).toBe(busy)
  expect(stripe.world.checkouts.size).toBe(before)
})

test('a turn ends with what was refused', async () => {
  expect(said(await ask('cancel', acme, ada))).toMatch('409 There is no paid plan')
  expect(said(await ask('cancel', acme, ada))).toMatch('409 There is no paid plan')
})

test('wherever Stripe falls silent people are told so, and the next one can try', async () => {
  await buy(stripe, acme, ada)
  const places = [
    vi.spyOn(sdk.checkout.sessions, 'list'),
    vi.spyOn(sdk.customers, 'retrieve'),
    vi.spyOn(sdk.subscriptions, 'list'),
    vi.spyOn(sdk.prices, 'list'),
    vi.spyOn(sdk.billingPortal.sessions, 'create'),
  ]
  for (const place of places) {
    place.mockImplementationOnce(() => {
      throw new Stripe.errors.StripeConnectionError({ message: 'no way' })
    })
    expect(said(await ask('upgrade', acme, ada, { plan: 'business' }))).toBe(silent)
  }
  expect((await ask('upgrade', acme, ada, { plan: 'business' })).status).toBe(200)
})

test('what Stripe says to us is not said to people', async () => {
  vi.spyOn(sdk.checkout.sessions, 'create').mockImplementationOnce(() => {
    throw new Stripe.errors.StripeInvalidRequestError({
      message: 'No such price: price_1',
      code: 'x',
    })
  })
  const answer = await ask('upgrade', acme, ada, { plan: 'team' })
  expect(said(answer)).toBe(silent)
  expect(JSON.stringify(answer.data)).not.toContain('price_1')
  expect((await ask('upgrade', acme, ada, { plan: 'team' })).status).toBe(200)
  expect(lastPage(stripe).status).toBe('open')
})
