import { sql } from 'drizzle-orm'
import Stripe from 'stripe'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { auth } from '~/auth/auth.server'
import { joinByLink } from '~/auth/organizations/joining.server'
import { readCustomer } from '~/billing/reading.server'
import { reconcileJob } from '~/billing/reconciliation.server'
import { nextInvoiceWith } from '~/billing/seat-preview.server'
import { seatsJob, sweepSeats } from '~/billing/seats.server'
import { stripe as client } from '~/billing/stripe.server'
import { createJoinLink } from '~/features/members/joining.functions'
import { asOwner } from '../support/database'
import { callAuth, knock } from '../support/knock'
import { arrive, found, type Organization, type Person, password } from '../support/people'
import { stripeStandIn } from '../support/stripe'
import { ask, buy, customerOf, lastPage, pays, said } from './buying'
import { workInbox } from './subscribing'

const stripe = await stripeStandIn()
let ada: Person, bob: Person, cleo: Person, olive: Person
let acme: Organization

beforeAll(async () => {
  ada = await arrive('ada')
  bob = await arrive('bob')
  cleo = await arrive('cleo')
  olive = await arrive('olive')
})

beforeEach(async () => {
  await asOwner(sql`delete from organization`)
  await asOwner(sql`delete from trial`)
  await asOwner(sql`delete from jobs.job where name = 'seats'`)
  acme = await found('acme', ada, [{ person: bob, role: 'admin' }])
})

/** The subscription at Stripe that was bought last. */
const atStripe = () => {
  const told = [...stripe.world.subscriptions.values()].at(-1)
  if (!told) throw new Error('Nothing was bought.')
  return told
}
const quantity = () => atStripe().items.data[0]?.quantity
const seatsHere = async () => {
  const [row] = await asOwner(
    sql`select seats from subscription where stripe_subscription_id = ${atStripe().id}`,
  )
  return row?.seats
}

/** Works what is ordered, all at once; gives how many there were. */
async function work(): Promise<number> {
  const ordered = await asOwner(sql`delete from jobs.job where name = 'seats' returning data`)
  const about = { id: crypto.randomUUID(), attempt: 1 }
  await Promise.all(ordered.map(({ data }) => seatsJob.work(seatsJob.shape.parse(data), about)))
  return ordered.length
}

const join = (person: { id: string }) =>
  auth.api.addMember({ body: { organizationId: acme.id, userId: person.id, role: 'member' } })

const call = (act: string, person: Person, body: object) =>
  callAuth(`/organization/${act}`, {
    body: { organizationId: acme.id, ...body },
    headers: person.headers,
  })

async function invite(person: Person): Promise<void> {
  const { data } = await call('invite-member', ada, { email: person.email, role: 'member' })
  const accepted = await callAuth('/organization/accept-invitation', {
    body: { invitationId: data?.id },
    headers: person.headers,
  })
  expect(accepted.status).toBe(200)
}

test('seats follow whoever accepts an invitation, leaves or is removed; each change says in the log why', async () => {
  await buy(stripe, acme, ada)
  expect(quantity()).toBe(2)
  await invite(cleo)
  // Stripe is asked once the change is stored, and not before.
  expect(quantity()).toBe(2)
  expect(await work()).toBe(1)
  expect([quantity(), await seatsHere()]).toEqual([3, 3])
  await call('leave', cleo, {})
  await work()
  expect([quantity(), await seatsHere()]).toEqual([2, 2])
  await call('remove-member', ada, { memberIdOrEmail: bob.email })
  await work()
  expect([quantity(), await seatsHere()]).toEqual([1, 1])
  const lines = await asOwner(
    sql`select details from audit where action = 'subscription.changed' order by id`,
  )
  expect(lines.map(({ details }) => details)).toMatchObject([
    { seats: 3, from: { seats: 2 }, because: 'members' },
    { seats: 2, from: { seats: 3 }, because: 'members' },
    { seats: 1, from: { seats: 2 }, because: 'members' },
  ])
})

test('seats follow whoever comes by a link', async () => {
  await buy(stripe, acme, ada)
  const { result } = await knock(
    createJoinLink,
    { org: 'acme', role: 'member', teamId: '', uses: 5, days: 7 },
    ada.headers,
  )
  const token = String(Object(result).url).split('/').at(-1) ?? ''
  await joinByLink({ user: { ...cleo, emailVerified: true } }, token)
  await work()
  expect(quantity()).toBe(3)
})

test('seats follow whoever deletes their account, or is removed from the product', async () => {
  const eve = await arrive('eve')
  await asOwner(sql`insert into "user" (id, name, email) values ('away', 'Away', 'away@acme.test')`)
  await join(eve)
  await join({ id: 'away' })
  await buy(stripe, acme, ada)
  expect(quantity()).toBe(4)

  const deleted = await callAuth('/delete-user', { body: { password }, headers: eve.headers })
  expect(deleted.status).toBe(200)
  await asOwner(sql`update "user" set role = 'operator' where id = ${olive.id}`)
  const removed = await callAuth('/admin/remove-user', {
    body: { userId: 'away', reason: 'Asked for it' },
    headers: olive.headers,
  })
  expect(removed.status).toBe(200)
  expect(await work()).toBe(2)
  expect(quantity()).toBe(2)
})

test('twenty who join at once end in the right number', async () => {
  await buy(stripe, acme, ada)
  await asOwner(sql`insert into "user" (id, name, email)
    select 'colleague ' || n, 'Colleague', 'colleague' || n || '@acme.test' from generate_series(1, 20) n
    on conflict do nothing`)
  const people = Array.from({ length: 20 }, (_, n) => `colleague ${n + 1}`)
  await Promise.all(
    people.map(async (userId) => {
      await auth.api.addMember({ body: { organizationId: acme.id, userId, role: 'member' } })
      await work()
    }),
  )
  await work()
  expect([quantity(), await seatsHere()]).toEqual([22, 22])
})

test('a plan that is not paid by the member has one seat, and nothing is ordered', async () => {
  await buy(stripe, acme, ada, { plan: 'business' })
  await join(cleo)
  expect(await work()).toBe(0)
  expect(quantity()).toBe(1)
})

test('an organization that pays nothing orders nothing', async () => {
  await join(cleo)
  expect(await work()).toBe(0)
})

test('seats that came apart by whatever way are found by reconciliation', async () => {
  await buy(stripe, acme, ada)
  await asOwner(sql`delete from member where user_id = ${bob.id}`)
  expect(await sweepSeats()).toBe(1)
  await work()
  expect(quantity()).toBe(1)
  expect(await sweepSeats()).toBe(0)

  await asOwner(sql`insert into member (id, organization_id, user_id, created_at)
    values ('bob', ${acme.id}, ${bob.id}, now())`)
  await reconcileJob.work({}, { id: crypto.randomUUID(), attempt: 1 })
  await work()
  expect(quantity()).toBe(2)
})

test('who joins while the payment page is open has a seat as soon as it is paid', async () => {
  await ask('upgrade', acme, ada, { plan: 'team' })
  await join(cleo)
  expect(await work()).toBe(0)
  stripe.hands.pay(lastPage(stripe).id, pays)
  await stripe.deliveries.settle()
  expect(quantity()).toBe(2)
  await workInbox()
  expect(await work()).toBeGreaterThan(0)
  expect([quantity(), await seatsHere()]).toEqual([3, 3])
})

test('a change that is planned for the end of the period counts those who are there then', async () => {
  await buy(stripe, acme, ada, { annual: true })
  await stripe.clock.advanceBy(20)
  await readCustomer(await customerOf(acme), { reconciliation: true })
  expect(said(await ask('upgrade', acme, ada, { plan: 'team', annual: false }))).toMatch(/^200/)
  const planned = () =>
    [...stripe.world.schedules.values()]
      .at(-1)
      ?.phases.map(({ items }) => items.map((item) => item.quantity))
  expect(planned()).toEqual([[2], [2]])
  await join(cleo)
  await work()
  expect(planned()).toEqual([[3], [3]])
  expect(quantity()).toBe(3)
})

test('leaving goes on while Stripe is silent, and the seat follows once it answers', async () => {
  await join(cleo)
  await buy(stripe, acme, ada)
  const silence = vi
    .spyOn(client.subscriptions, 'retrieve')
    .mockRejectedValue(new Stripe.errors.StripeConnectionError({ message: 'silence' }))
  expect(await call('leave', cleo, {})).toMatchObject({ status: 200 })
  const [order] = await asOwner(sql`select data from jobs.job where name = 'seats'`)
  const data = seatsJob.shape.parse(order?.data)
  const about = { id: crypto.randomUUID(), attempt: 1 }
  await expect(seatsJob.work(data, about)).rejects.toThrow('silence')
  silence.mockRestore()
  expect(quantity()).toBe(3)
  await work()
  expect(quantity()).toBe(2)
})

test('before somebody is invited, one sees what they add to the next invoice', async () => {
  expect(await nextInvoiceWith({ organization: acme }, 3)).toBeNull()
  await buy(stripe, acme, ada)
  expect(await nextInvoiceWith({ organization: acme }, 3)).toEqual({
    currency: 'eur',
    interval: 'month',
    each: 1_200,
    before: 2_400,
    after: 3_600,
  })
  // Nothing was ordered by asking.
  expect(quantity()).toBe(2)
})
