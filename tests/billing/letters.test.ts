import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { readCustomer } from '~/billing/reading.server'
import { stripe } from '~/billing/stripe.server'
import { asOwner } from '../support/database'
import { lettersTo } from '../support/letters'
import { arrive, type Person } from '../support/people'
import { stripeStandIn } from '../support/stripe'
import { customerOf, subscribe } from './subscribing'

const standIn = await stripeStandIn()
const { clock, hands } = standIn
const breaks = '4000000000000341'

let ada: Person, bob: Person, cleo: Person
let customer: string
beforeAll(async () => {
  ada = await arrive('ada')
  bob = await arrive('bob')
  cleo = await arrive('cleo')
})

/** Ada owns Acme, Cleo keeps its books by a role of its own, and Bob is an admin. */
beforeEach(async () => {
  standIn.deliveries.deliverTo(undefined)
  await asOwner(sql`delete from organization`)
  await asOwner(sql`delete from trial`)
  customer = await customerOf('acme')
  await asOwner(sql`insert into organization_role (id, organization_id, role, permission)
    values ('books', 'acme', 'books', '{"billing":["read","manage"]}')`)
  for (const [person, role] of [
    [ada, 'owner'],
    [bob, 'admin'],
    [cleo, 'books'],
  ] as const) {
    await asOwner(sql`insert into member (id, organization_id, user_id, role, created_at)
      values (${person.id}, 'acme', ${person.id}, ${role}, now())`)
  }
  await asOwner(sql`delete from jobs.job where name = 'mail'`)
})

/** What was written when Stripe was read, twice as if by two events: each letter to both who look after the bill. */
async function written() {
  await readCustomer(customer, { event: { id: 'evt_1', type: 'invoice.paid' } })
  await readCustomer(customer, { reconciliation: true })
  const letters = await lettersTo(ada.email)
  expect(await lettersTo(cleo.email)).toEqual(letters.map((each) => ({ ...each, to: cleo.email })))
  expect(await lettersTo(bob.email)).toEqual([])
  await asOwner(sql`delete from jobs.job where name = 'mail'`)
  return letters.map(({ letter, props }) => ({ letter, ...props }))
}

test('a trial that ends in three days is told once, with what happens then', async () => {
  await subscribe(standIn, customer, { trialDays: 14 })
  await clock.advanceBy(10)
  expect(await written()).toEqual([])
  await clock.advanceBy(1.5)
  expect(await written()).toMatchObject([
    { letter: 'trial-ending', organization: 'acme', plan: 'Team' },
  ])
  await clock.advanceBy(0.5)
  expect(await written()).toEqual([])
  await clock.advanceBy(2.5)
  expect(await written()).toMatchObject([{ letter: 'plan-cancelled', plan: 'Team' }])
})

test('what was paid, what was not, and what was cancelled is told once each', async () => {
  const { id } = await subscribe(standIn, customer)
  expect(await written()).toMatchObject([{ letter: 'receipt', amount: 3_600, currency: 'eur' }])
  hands.addCard(customer, breaks)
  await clock.advanceBy(31.5)
  expect(await written()).toMatchObject([{ letter: 'payment-failed', amount: 3_600 }])
  hands.addCard(customer, '4242424242424242')
  const [open] = (await stripe.invoices.list({ customer, status: 'open' })).data
  hands.payInvoice(open?.id ?? '')
  expect(await written()).toMatchObject([{ letter: 'receipt', amount: 3_600 }])
  await stripe.subscriptions.update(id, { cancel_at_period_end: true })
  const [cancelled, ...others] = await written()
  expect(cancelled).toMatchObject({ letter: 'plan-cancelled', endsAt: expect.any(String) })
  expect(others).toEqual([])
})

test('whoever comes with a history is not told of what is long past', async () => {
  await subscribe(standIn, customer)
  await clock.advanceBy(20)
  expect(await written()).toEqual([])
})
