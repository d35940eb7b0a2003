import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { partingJob } from '~/billing/parting.server'
import { readCustomer } from '~/billing/reading.server'
import { findWhatKeeps } from '~/features/account/data.functions'
import { asOwner } from '../support/database'
import { callAuth, knock } from '../support/knock'
import { arrive, found, type Organization, type Person, password } from '../support/people'
import { stripeStandIn } from '../support/stripe'
import { ask, buy, customerOf, lastPage, pays } from './buying'

const stripe = await stripeStandIn()
let ada: Person, bob: Person
let acme: Organization

beforeAll(async () => {
  ada = await arrive('ada')
  bob = await arrive('bob')
})

beforeEach(async () => {
  await asOwner(sql`delete from organization`)
  await asOwner(sql`delete from trial`)
  await asOwner(sql`delete from jobs.job where name = 'bill-parting'`)
  acme = await found('acme', ada, [{ person: bob, role: 'owner' }])
})

const remove = ({ id }: { id: string }) =>
  callAuth('/organization/delete', { body: { organizationId: id }, headers: ada.headers })

const statuses = () => [...stripe.world.subscriptions.values()].map(({ status }) => status)

/** It is to end, as cancelling on Stripe's page has it. */
async function cancel(): Promise<void> {
  const told = [...stripe.world.subscriptions.values()].at(-1)
  if (told) told.cancel_at_period_end = true
  await readCustomer(await customerOf(acme), { reconciliation: true })
}

async function part(): Promise<void> {
  const ordered = await asOwner(
    sql`delete from jobs.job where name = 'bill-parting' returning data`,
  )
  expect(ordered).toHaveLength(1)
  for (const { data } of ordered) {
    await partingJob.work(partingJob.shape.parse(data), { id: crypto.randomUUID(), attempt: 1 })
  }
}

test('an organization that goes on paying is not deleted, and says what to do first', async () => {
  await buy(stripe, acme, ada)
  expect(await remove(acme)).toMatchObject({
    status: 409,
    data: { message: 'Its subscription is still under way. Cancel it first.' },
  })
  expect(statuses().at(-1)).toBe('trialing')
  expect(await asOwner(sql`select 1 from organization`)).toHaveLength(1)
})

test('one that has cancelled is deleted before the end of what is paid, and nothing is left to be charged', async () => {
  await buy(stripe, acme, ada)
  await cancel()
  expect(await remove(acme)).toMatchObject({ status: 200 })
  expect(statuses().at(-1)).toBe('canceled')
  await part()
})

test('a payment page that stands open when its organization goes cannot be paid any more', async () => {
  await ask('upgrade', acme, ada, { plan: 'team' })
  expect(await remove(acme)).toMatchObject({ status: 200 })
  await part()
  expect(lastPage(stripe).status).toBe('expired')
})

test('what was bought at the very moment its organization went is given back', async () => {
  await ask('upgrade', acme, ada, { plan: 'team' })
  const page = lastPage(stripe)
  expect(await remove(acme)).toMatchObject({ status: 200 })
  stripe.hands.pay(page.id, pays)
  expect(statuses().at(-1)).toBe('trialing')
  await part()
  expect(statuses().at(-1)).toBe('canceled')
  // Once more it finds nothing to do.
  const customerId = String(page.customer)
  await partingJob.work({ customerId }, { id: crypto.randomUUID(), attempt: 2 })
})

test('the only owner is told to cancel as well; of several owners each may go, and the organization pays on', async () => {
  await buy(stripe, acme, ada)
  expect((await knock(findWhatKeeps, undefined, ada.headers)).result).toBeNull()
  await asOwner(sql`update member set role = 'member' where user_id = ${ada.id}`)
  const keeps =
    'You are the only owner of Acme. Make somebody else owner first, or cancel the subscription of Acme and delete the organization.'
  expect((await knock(findWhatKeeps, undefined, bob.headers)).result).toBe(keeps)
  const remaining = () => callAuth('/delete-user', { body: { password }, headers: bob.headers })
  expect(await remaining()).toMatchObject({ status: 409, data: { message: keeps } })
  await asOwner(sql`update member set role = 'owner' where user_id = ${ada.id}`)
  expect(await remaining()).toMatchObject({ status: 200 })
  expect(statuses().at(-1)).toBe('trialing')
})
