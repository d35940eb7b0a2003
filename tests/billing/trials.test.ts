import { sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { unitDatabase } from '~/auth/unit.server'
import { findBill } from '~/billing/bill.server'
import { readCustomer } from '~/billing/reading.server'
import { asOwner } from '../support/database'
import { callAuth } from '../support/knock'
import { arrive, found, type Organization, type Person } from '../support/people'
import { stripeStandIn } from '../support/stripe'
import { ask, customerOf, lastPage, pays, said } from './buying'

const stripe = await stripeStandIn()
const ada = await arrive('ada')
const bob = await arrive('bob')
let acme: Organization
let founded = 0

beforeEach(async () => {
  founded += 1
  await asOwner(sql`truncate trial`)
  for (const page of stripe.world.checkouts.values()) page.status = 'expired'
  acme = await found(`acme-${founded}`, ada, [{ person: bob, role: 'owner' }])
})

const offered = () => stripe.world.orders.get(lastPage(stripe).id)?.trialDays ?? 0
const read = async (organization: Organization) =>
  readCustomer(await customerOf(organization), { reconciliation: true })

async function start(organization: Organization, person: Person, plan = 'team', card?: string) {
  expect(said(await ask('upgrade', organization, person, { plan }))).toBe('200 undefined')
  const days = offered()
  expect(stripe.hands.pay(lastPage(stripe).id, card)).toMatchObject({ outcome: 'complete' })
  await read(organization)
  return days
}

test('a trial is the plan’s, asks for no card, and ends with nothing to pay where none was given', async () => {
  expect(await start(acme, ada)).toBe(14)
  expect(await findBill(unitDatabase, acme)).toMatchObject({
    live: { plan: 'team', status: 'trialing' },
  })
  await stripe.clock.advanceBy(15)
  await read(acme)
  expect((await findBill(unitDatabase, acme)).live).toBeUndefined()
  const invoices = [...stripe.world.invoices.values()]
  expect(invoices.filter(({ amount_paid }) => amount_paid > 0)).toEqual([])
})

test('with a card it turns into the paid plan', async () => {
  await start(acme, ada, 'business', pays)
  await stripe.clock.advanceBy(15)
  await read(acme)
  expect(await findBill(unitDatabase, acme)).toMatchObject({
    live: { plan: 'business', status: 'active' },
  })
})

test('an organization has one trial: not another of another plan, and not by somebody else', async () => {
  await start(acme, ada)
  await stripe.clock.advanceBy(15)
  await read(acme)
  for (const [person, plan] of [
    [ada, 'team'],
    [ada, 'business'],
    [bob, 'team'],
  ] as const) {
    expect((await ask('upgrade', acme, person, { plan })).status).toBe(200)
    expect(offered()).toBe(0)
  }
})

test('a person has one trial: not in another organization, nor in the same one made anew', async () => {
  await start(acme, ada)
  const globex = await found(`globex-${founded}`, ada)
  await ask('upgrade', globex, ada, { plan: 'team' })
  expect(offered()).toBe(0)
  await asOwner(sql`delete from organization where id = ${acme.id}`)
  const again = await found(acme.slug, ada)
  await ask('upgrade', again, ada, { plan: 'team' })
  expect(offered()).toBe(0)
})

test('of trials that are offered to somebody in several organizations one can be taken', async () => {
  const others = [await found(`globex-${founded}`, ada), await found(`initech-${founded}`, ada)]
  const all = [acme, ...others]
  for (const each of all) await ask('upgrade', each, ada, { plan: 'team' })
  const open = () =>
    [...stripe.world.checkouts.values()].filter(({ status }) => status === 'open').length
  expect(open()).toBe(1)
  await Promise.all(all.map((each) => ask('upgrade', each, ada, { plan: 'team' })))
  expect(open()).toBeLessThanOrEqual(1)
})

test('whoever leaves an organization with its page open cannot take a second trial there', async () => {
  await ask('upgrade', acme, bob, { plan: 'team' })
  const left = lastPage(stripe)
  const body = { organizationId: acme.id }
  expect((await callAuth('/organization/leave', { body, headers: bob.headers })).status).toBe(200)
  const globex = await found(`globex-${founded}`, bob)
  expect(said(await ask('upgrade', globex, bob, { plan: 'team' }))).toBe('200 undefined')
  expect(offered()).toBe(14)
  expect(left.status).toBe('expired')
})

test('a trial that was taken a moment ago, and not read yet, is no second one elsewhere', async () => {
  await ask('upgrade', acme, ada, { plan: 'team' })
  stripe.hands.pay(lastPage(stripe).id)
  const globex = await found(`globex-${founded}`, ada)
  expect(said(await ask('upgrade', globex, ada, { plan: 'team' }))).toBe(
    '409 Your trial has begun in another organization. To buy the plan here, try again in a moment.',
  )
  expect(lastPage(stripe).status).toBe('expired')
  await read(acme)
  expect(said(await ask('upgrade', globex, ada, { plan: 'team' }))).toBe('200 undefined')
  expect(offered()).toBe(0)
})

test('what somebody else was offered stays open to them', async () => {
  const globex = await found(`globex-${founded}`, bob, [{ person: ada, role: 'owner' }])
  await ask('upgrade', globex, bob, { plan: 'team' })
  const bobs = lastPage(stripe)
  await ask('upgrade', acme, ada, { plan: 'team' })
  expect(bobs.status).toBe('open')
})

test('in a trial the same plan is not chosen again, and another one is confirmed at once', async () => {
  await start(acme, ada, 'business')
  expect(said(await ask('upgrade', acme, ada, { plan: 'business' }))).toBe(
    '409 This is your plan already.',
  )
  await ask('upgrade', acme, ada, { plan: 'team' })
  expect([...stripe.world.portals.values()].at(-1)?.flow?.type).toBe('subscription_update_confirm')
  expect((await findBill(unitDatabase, acme)).next).toBeNull()
})
