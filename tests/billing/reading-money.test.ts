import { sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { readCustomer } from '~/billing/reading.server'
import { stripe } from '~/billing/stripe.server'
import { asOwner } from '../support/database'
import { stripeStandIn } from '../support/stripe'
import { customerOf, lines, priceOf, rows, subscribe } from './subscribing'

const standIn = await stripeStandIn()
const { clock, hands } = standIn
const look = (customer: string, id = 'evt_1') =>
  readCustomer(customer, { event: { id, type: 'invoice.payment_failed' } })

beforeEach(async () => {
  standIn.deliveries.deliverTo(undefined)
  await asOwner(sql`delete from organization`)
  await asOwner(sql`delete from trial`)
})

const account = async () => {
  const [row] = await asOwner(sql`select next_plan, next_interval, past_due_since, payment_method
    from billing_account where organization_id = 'acme'`)
  return row
}

test('a late payment is late since its invoice was due, whenever we hear of it, until it is paid', async () => {
  const customer = await customerOf('acme')
  await subscribe(standIn, customer)
  await look(customer, 'evt_1')
  hands.addCard(customer, '4000000000000341')
  await clock.advanceBy(32)
  const heard = await look(customer, 'evt_2')
  expect(heard?.after).toMatchObject({ plan: 'team', state: 'late' })
  const { past_due_since: since } = (await account()) ?? {}
  await clock.advanceBy(1)
  await look(customer, 'evt_3')
  expect(await account()).toMatchObject({ past_due_since: since })
  await asOwner(sql`update billing_account set past_due_since = null`)
  await look(customer, 'evt_4')
  expect(await account()).toMatchObject({ past_due_since: since })

  hands.addCard(customer, '4242424242424242')
  const [open] = (await stripe.invoices.list({ customer, status: 'open' })).data
  hands.payInvoice(open?.id ?? '')
  expect((await look(customer, 'evt_5'))?.after).toMatchObject({ plan: 'team', state: 'paid' })
  expect(await account()).toMatchObject({
    past_due_since: null,
    payment_method: 'Visa ending in 4242',
  })
  expect(await lines()).toEqual([
    { action: 'started', because: { event: 'evt_1' } },
    { action: 'past_due', because: { event: 'evt_2' } },
    { action: 'recovered', because: { event: 'evt_5' } },
  ])
})

test('a period that was read in the hour before it is paid holds for the days of grace, if nothing is heard any more', async () => {
  const customer = await customerOf('acme')
  const { id } = await subscribe(standIn, customer)
  const { items } = await stripe.subscriptions.retrieve(id)
  const renewal = items.data[0]?.current_period_end ?? 0
  await clock.advance(new Date((renewal + 60) * 1_000))
  expect((await look(customer))?.after).toMatchObject({ plan: 'team', state: 'paid' })
  const { past_due_since: since } = (await account()) ?? {}
  expect(Date.parse(String(since))).toBe(renewal * 1_000)
  await clock.advanceBy(1)
  await look(customer, 'evt_2')
  expect(await account()).toMatchObject({ past_due_since: null })
})

test('a trial with a card turns into a paid plan, one without ends', async () => {
  const [acme, globex] = [await customerOf('acme'), await customerOf('globex')]
  for (const customer of [acme, globex]) {
    await subscribe(standIn, customer, { trialDays: 14 })
    await look(customer, 'evt_1')
  }
  hands.addCard(acme, '4242424242424242')
  await clock.advanceBy(15)
  expect((await look(acme, 'evt_2'))?.after).toMatchObject({ plan: 'team', state: 'paid' })
  expect((await look(globex, 'evt_2'))?.after).toMatchObject({ plan: 'free', state: 'none' })
  expect((await lines()).at(-1)).toEqual({ action: 'trial_paid', because: { event: 'evt_2' } })
  expect((await lines('globex')).at(-1)).toEqual({ action: 'ended', because: { event: 'evt_2' } })
})

test('what a plan turns into at the end of its period is known before, and holds from then on', async () => {
  const customer = await customerOf('acme')
  const { id } = await subscribe(standIn, customer, { price: 'business_month', seats: 1 })
  const schedule = await stripe.subscriptionSchedules.create({ from_subscription: id })
  const [now] = schedule.phases
  const end = now?.end_date ?? 0
  const phase = async (price: string, start: number) => ({
    items: [{ price: await priceOf(price), quantity: 1 }],
    start_date: start,
    proration_behavior: 'none' as const,
  })
  await stripe.subscriptionSchedules.update(schedule.id, {
    end_behavior: 'release',
    phases: [
      { ...(await phase('business_month', now?.start_date ?? 0)), end_date: end },
      await phase('team_month', end),
    ],
  })
  expect((await look(customer, 'evt_1'))?.after).toMatchObject({
    plan: 'business',
    next: { plan: 'team', interval: 'month' },
  })
  await clock.advance(new Date((end + 3_700) * 1_000))
  expect((await look(customer, 'evt_2'))?.after).toMatchObject({ plan: 'team', next: null })
  expect(await account()).toMatchObject({ next_plan: null })
  expect((await lines()).at(-1)).toEqual({ action: 'changed', because: { event: 'evt_2' } })
  expect(await rows()).toMatchObject([{ plan: 'team', status: 'active' }])
})
