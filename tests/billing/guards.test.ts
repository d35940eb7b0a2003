import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { auth } from '~/auth/auth.server'
import { unitDatabase } from '~/auth/unit.server'
import { subscription, user } from '~/db/schema'
import { asOwner } from '../support/database'
import { callAuth, origin } from '../support/knock'
import { arrive, found, type Organization, type Person } from '../support/people'
import { withCookies } from '../support/second-step'
import { stripeStandIn } from '../support/stripe'
import { acts, ask, customerOf, lastPage, said } from './buying'

const stripe = await stripeStandIn()
let ada: Person, bob: Person, cleo: Person, eve: Person
let acme: Organization

beforeAll(async () => {
  ada = await arrive('ada')
  bob = await arrive('bob')
  cleo = await arrive('cleo')
  eve = await arrive('eve')
  acme = await found('acme', ada, [
    { person: bob, role: 'admin' },
    { person: cleo, role: 'member' },
  ])
  await found('globex', eve)
})

beforeEach(() => {
  for (const page of stripe.world.checkouts.values()) page.status = 'expired'
})

const pages = () => stripe.world.checkouts.size
const nowhere = { id: 'an organization that is not there' }

test('an owner is led to a payment page for the plan they chose, and the browser gets its address only', async () => {
  const answer = await ask('upgrade', acme, ada, { plan: 'team' })
  const page = lastPage(stripe)
  expect(answer.data).toEqual({ url: page.url, redirect: true })
  expect(answer.status).toBe(200)
  expect(page.client_reference_id).toBe(acme.id)
  expect(page.customer).toBe(await customerOf(acme))
  expect(page.success_url).toMatch(`${origin}/api/auth/subscription/success?`)
  expect(page.cancel_url).toBe(`${origin}/app/acme/billing`)
})

test('the customer is the organization, with its name and the address of whoever buys first; never a person', async () => {
  await ask('upgrade', acme, ada, { plan: 'team' })
  expect([...stripe.world.customers.values()]).toMatchObject([
    {
      name: acme.name,
      email: ada.email,
      metadata: { organizationId: acme.id, customerType: 'organization' },
    },
  ])
  const people = await unitDatabase.select({ customer: user.stripeCustomerId }).from(user)
  expect(new Set(people.map(({ customer }) => customer))).toEqual(new Set([null]))
})

test('a plan by the member has a seat for each of them, one for all has one', async () => {
  await ask('upgrade', acme, ada, { plan: 'team' })
  const seats = () => unitDatabase.select({ seats: subscription.seats }).from(subscription)
  expect(await seats()).toEqual([{ seats: 3 }])
  await ask('upgrade', acme, ada, { plan: 'business' })
  expect(await seats()).toEqual([{ seats: 1 }])
})

test('a call that leaves out whose plan it is, or bills the person, is refused', async () => {
  const before = pages()
  for (const act of acts) {
    const body = { plan: 'team', returnUrl: '/app', referenceId: acme.id }
    const bare = await callAuth(`/subscription/${act}`, { body, headers: ada.headers })
    expect(said(bare), act).toBe('400 ORGANIZATION_REQUIRED')
    const mine = await ask(act, acme, ada, { plan: 'team', customerType: 'user' })
    expect(said(mine), act).toBe('400 ORGANIZATION_REQUIRED')
    const unnamed = await ask(act, acme, ada, { plan: 'team', referenceId: undefined })
    expect(said(unnamed), act).toBe('400 ORGANIZATION_REQUIRED')
  }
  const list = await callAuth('/subscription/list', {
    query: { referenceId: acme.id },
    headers: ada.headers,
  })
  expect(said(list)).toBe('400 ORGANIZATION_REQUIRED')
  expect(pages()).toBe(before)
})

test('nobody sets seats, words for Stripe, a subscription or a moment of their own', async () => {
  const before = pages()
  const words = {
    seats: 1,
    metadata: { userId: eve.id },
    subscriptionId: 'sub_of_others',
    scheduleAtPeriodEnd: false,
    locale: 'xx',
  }
  for (const [field, value] of Object.entries(words)) {
    const answer = await ask('upgrade', acme, ada, { plan: 'team', [field]: value })
    expect(said(answer), field).toBe('400 FIELD_NOT_ALLOWED')
  }
  expect(pages()).toBe(before)
})

test('only plans that are sold are sold, as they are written', async () => {
  for (const plan of ['free', 'Team', 'gold', '', 7, { $ne: 'team' }]) {
    const answer = await ask('upgrade', acme, ada, { plan })
    expect(said(answer)).toBe('422 There is no such plan.')
  }
})

test('people come back from Stripe to our own pages, and to no other', async () => {
  for (const field of ['successUrl', 'cancelUrl', 'returnUrl']) {
    for (const to of [
      'https://elsewhere.test/app',
      '//elsewhere.test',
      '/\\elsewhere.test',
      'javascript:alert(1)',
      `${origin}.elsewhere.test/`,
      'http://localhost:3001/app',
      ['/app'],
    ]) {
      const answer = await ask('upgrade', acme, ada, { plan: 'team', [field]: to })
      expect(said(answer), `${field} ${to}`).toBe('403 INVALID_REDIRECT')
    }
  }
  await ask('upgrade', acme, ada, {
    plan: 'team',
    successUrl: '/app/acme/billing?from=checkout',
    cancelUrl: `${origin}/app/acme`,
  })
  const { success_url, cancel_url } = lastPage(stripe)
  const back = new URL(success_url ?? '').searchParams.get('callbackURL')
  expect(back).toBe(`${origin}/app/acme/billing?from=checkout`)
  expect(cancel_url).toBe(`${origin}/app/acme`)
})

test('whoever does not belong there is told what they would be told if there were no such organization', async () => {
  const before = pages()
  for (const act of acts) {
    const there = await ask(act, acme, eve, { plan: 'team' })
    const none = await ask(act, nowhere, eve, { plan: 'team' })
    expect(there).toMatchObject({ status: 404, data: { code: 'ORGANIZATION_NOT_FOUND' } })
    expect(none).toMatchObject({ status: there.status, data: there.data })
    const nobody = await ask(act, acme, { headers: new Headers() }, { plan: 'team' })
    expect(nobody.status).toBe(401)
  }
  const query = { customerType: 'organization', referenceId: acme.id }
  const list = await callAuth('/subscription/list', { query, headers: eve.headers })
  expect(said(list)).toBe('404 ORGANIZATION_NOT_FOUND')
  expect(pages()).toBe(before)
})

test('whose role does not permit it sees what there is, and changes nothing', async () => {
  const query = { customerType: 'organization', referenceId: acme.id }
  const list = async (who: Person) =>
    (await callAuth('/subscription/list', { query, headers: who.headers })).status
  expect([await list(ada), await list(bob), await list(cleo)]).toEqual([200, 200, 403])
  for (const who of [bob, cleo]) {
    for (const act of acts) {
      expect(said(await ask(act, acme, who, { plan: 'team' })), act).toBe('403 NOT_ALLOWED')
    }
  }
})

test("whoever looks through an owner's eyes buys nothing for them", async () => {
  const olive = await arrive('olive')
  const seen = await callAuth('/admin/impersonate-user', {
    body: { userId: ada.id, reason: 'Ada asked what her plan costs' },
    headers: olive.headers,
  })
  const eyes = { headers: withCookies(new Headers(), seen.headers) }
  for (const act of acts) {
    const answer = await ask(act, acme, eyes, { plan: 'team' })
    expect(said(answer)).toBe('403 You are signed in as somebody else. Only they can do this.')
  }
})

test('where the organization asks for a second step, nobody manages its plan without one', async () => {
  await asOwner(sql`update organization set two_factor_from = now() - interval '1 minute'
    where id = ${acme.id}`)
  const answer = await ask('upgrade', acme, ada, { plan: 'team' })
  await asOwner(sql`update organization set two_factor_from = null`)
  expect(said(answer)).toMatch(/^403 .* asks for two-step sign-in/)
})

test('what somebody asked for on our side is a line of the audit log', async () => {
  await asOwner(sql`truncate audit`)
  await ask('upgrade', acme, ada, { plan: 'business', annual: true })
  const lines = await asOwner(sql`select action, actor_id, details from audit`)
  expect(lines).toEqual([
    {
      action: 'subscription.page_opened',
      actor_id: ada.id,
      details: { to: 'start', plan: 'business', interval: 'year' },
    },
  ])
})

test("the plugin's own way of hearing Stripe's events is closed", async () => {
  const answer = await callAuth('/stripe/webhook', {
    body: { type: 'customer.subscription.deleted' },
  })
  expect(answer.status).toBe(404)
})

test('a plan is one price whose quantity is its seats: nothing that the plugin would lose on the way', () => {
  const plugin = auth.options.plugins.find(({ id }) => id === 'stripe')
  const { subscription: told, createCustomerOnSignUp } = Object(plugin).options
  expect(createCustomerOnSignUp).toBe(false)
  expect(told.plans).toEqual([
    { name: 'team', lookupKey: 'team_month', annualDiscountLookupKey: 'team_year' },
    { name: 'business', lookupKey: 'business_month', annualDiscountLookupKey: 'business_year' },
  ])
  expect(auth.options.baseURL).toBe(origin)
})
