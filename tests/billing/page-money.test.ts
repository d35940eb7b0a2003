import { sql } from 'drizzle-orm'
import Stripe from 'stripe'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { stripe as sdk } from '~/billing/stripe.server'
import { getMoney } from '~/features/billing/billing.functions'
import { asOwner } from '../support/database'
import { knock, visit } from '../support/knock'
import { arrive, found, type Organization, type Person } from '../support/people'
import { stripeStandIn } from '../support/stripe'
import { ask, buy, customerOf, declinesLater, lastPage } from './buying'

const stripe = await stripeStandIn()
let ada: Person, bob: Person, acme: Organization
beforeAll(async () => {
  ;[ada, bob] = await Promise.all([arrive('ada'), arrive('bob')])
})
beforeEach(async () => {
  stripe.deliveries.deliverTo(undefined)
  await asOwner(sql`delete from organization`)
  await asOwner(sql`delete from trial`)
  acme = await found('acme', ada, [{ person: bob, role: 'admin' }])
})

const money = async (more = {}, person = ada) =>
  (await knock(getMoney, { org: 'acme', ...more }, person.headers)).result

/** A moment of Stripe's, which counts seconds. */
const at = (seconds: number | null | undefined) =>
  new Date((seconds ?? Number.NaN) * 1_000).toISOString()

test('who has never bought anything has no invoices, and nothing is asked of Stripe', async () => {
  const asked = vi.spyOn(sdk.invoices, 'list')
  expect(await money()).toEqual({ isCustomer: false, next: null, invoices: [], last: null })
  expect(asked).not.toHaveBeenCalled()
})

test('the next charge and the invoices are those that Stripe has', async () => {
  await buy(stripe, acme, ada)
  const [trial] = stripe.world.subscriptions.values()
  expect(await money()).toMatchObject({
    isCustomer: true,
    next: { amount: 2_400, currency: 'eur', at: at(trial?.trial_end) },
  })
  await stripe.clock.advanceBy(15)
  const invoice = [...stripe.world.invoices.values()].find(({ total }) => total === 2_400)
  const paid = {
    number: expect.stringMatching(/\d/),
    amount: 2_400,
    currency: 'eur',
    state: 'paid',
    at: at(invoice?.status_transitions.finalized_at),
    page: expect.stringContaining(stripe.url),
    pdf: expect.stringContaining(stripe.url),
  }
  const shown = { next: { amount: 2_400 }, invoices: [paid, { amount: 0 }], last: null }
  expect(await money()).toMatchObject(shown)
  expect(await money({}, bob)).toMatchObject(shown)
})

test('an invoice that was not paid says so', async () => {
  await buy(stripe, acme, ada, { card: declinesLater })
  await stripe.clock.advanceBy(15)
  expect(await money()).toMatchObject({ invoices: [{ state: 'open' }, { state: 'paid' }] })
})

test('many invoices come a dozen at a time', async () => {
  await buy(stripe, acme, ada)
  await stripe.clock.advanceBy(14 + 31 * 14)
  const first = await money()
  expect(first).toMatchObject({ invoices: { length: 12 }, last: expect.stringMatching(/^in_/) })
  const { last } = Object(first)
  const second = await money({ after: last })
  expect(second).toMatchObject({ next: null, last: null })
  const ids = [first, second].flatMap((page) =>
    Object(page).invoices.map(({ id }: { id: string }) => id),
  )
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.length).toBeGreaterThan(13)
})

test('an invoice of somebody else opens no list of theirs', async () => {
  await buy(stripe, acme, ada)
  await stripe.clock.advanceBy(15)
  const { invoices } = Object(await money())
  const eve = await arrive('eve')
  await found('globex', eve)
  const asked = { org: 'globex', after: invoices[0].id }
  const { result } = await knock(getMoney, asked, eve.headers)
  expect(result).toMatchObject({ invoices: [] })
})

test('where Stripe does not answer the page stands, and only that part says so', async () => {
  await buy(stripe, acme, ada)
  const asked = vi.spyOn(sdk.invoices, 'list')
  asked.mockRejectedValueOnce(new Stripe.errors.StripeConnectionError({ message: 'no way' }))
  const { error } = await knock(getMoney, { org: 'acme' }, ada.headers)
  expect(error).toMatchObject({
    code: 'unavailable',
    sentence: 'Stripe does not answer right now.',
  })
  asked.mockClear()
  expect((await visit('/app/acme/billing', ada.headers)).status).toBe(200)
  expect(asked).not.toHaveBeenCalled()
})

test('a page of Stripe leads back to the page it was opened from, with what was chosen', async () => {
  const page = '/app/acme/billing?'
  const { data } = await ask('upgrade', acme, ada, {
    plan: 'team',
    annual: true,
    successUrl: `${page}from=checkout&plan=team&interval=year`,
    cancelUrl: `${page}plan=team&interval=year`,
    returnUrl: `${page}from=change&plan=team&interval=year`,
    disableRedirect: true,
  })
  expect(data).toEqual({ url: expect.stringContaining(stripe.url), redirect: false })
  const opened = lastPage(stripe)
  expect(opened.cancel_url).toBe(`http://localhost:3000${page}plan=team&interval=year`)
  expect(opened.customer).toBe(await customerOf(acme))
})
