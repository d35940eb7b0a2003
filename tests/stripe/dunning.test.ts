import { afterEach, expect, test } from 'vitest'
import { advanceTo } from '../../dev/stripe/clock.ts'
import { cards, day, happenings, hour, only, standIn, stock, subscribe } from './subscriber.ts'

const there = await standIn()
const { stripe } = there
const { world, hands } = there.standIn
const prices = await stock(stripe)

afterEach(() => {
  world.afterLastRetry = 'cancel'
})

/** A renewal whose payment has just failed. */
async function late(card: string = cards.declinesLater) {
  const begun = await subscribe(there, { price: prices.month, trialDays: 14, card })
  const end = begun.trial_end ?? 0
  await advanceTo(world, end + hour)
  const [invoice] = (await stripe.invoices.list({ subscription: begun.id })).data
  return {
    id: begun.id,
    customer: String(begun.customer),
    failed: end + hour,
    invoice: invoice?.id ?? '',
  }
}

const statusOf = async (id: string) => (await stripe.subscriptions.retrieve(id)).status

test('a payment that fails makes the subscription late, and says when it is tried again', async () => {
  const { id, customer, failed, invoice } = await late()
  expect(await statusOf(id)).toBe('past_due')
  expect(await stripe.invoices.retrieve(invoice)).toMatchObject({
    status: 'open',
    amount_remaining: 1_200,
    attempted: true,
    attempt_count: 1,
    next_payment_attempt: failed + 3 * day,
  })
  expect(happenings(there.standIn, customer, failed)).toEqual([
    'invoice.updated',
    'invoice.finalized',
    'invoice.updated',
    'invoice.payment_failed',
    'customer.subscription.updated',
  ])
})

test('it is tried again after three, five and seven days, and then the subscription ends', async () => {
  const { id, customer, failed, invoice } = await late()
  const attempts: (number | null)[] = []
  for (const days of [3, 8]) {
    await advanceTo(world, failed + days * day)
    const tried = await stripe.invoices.retrieve(invoice)
    attempts.push(tried.attempt_count, tried.next_payment_attempt)
  }
  expect(attempts).toEqual([2, failed + 8 * day, 3, failed + 15 * day])
  expect(await statusOf(id)).toBe('past_due')

  await advanceTo(world, failed + 15 * day)
  expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
    status: 'canceled',
    ended_at: failed + 15 * day,
    cancellation_details: { reason: 'payment_failed' },
  })
  expect(await stripe.invoices.retrieve(invoice)).toMatchObject({
    status: 'open',
    next_payment_attempt: null,
    auto_advance: false,
  })
  const told = happenings(there.standIn, customer, failed)
  expect(told.filter((type) => type === 'invoice.payment_failed')).toHaveLength(4)
  expect(told.at(-1)).toBe('customer.subscription.deleted')
})

test('the account can keep it unpaid instead: further invoices stay drafts', async () => {
  world.afterLastRetry = 'unpaid'
  const { id, failed } = await late()
  await advanceTo(world, failed + 40 * day)
  expect(await statusOf(id)).toBe('unpaid')
  const [last] = (await stripe.invoices.list({ subscription: id })).data
  expect(last).toMatchObject({ status: 'draft', auto_advance: false, attempt_count: 0 })
})

test('a new card and one payment make all well, and it is paid once only', async () => {
  const { id, customer, failed, invoice } = await late()
  hands.addCard(customer, cards.pays)
  expect(hands.payInvoice(invoice)).toEqual({ outcome: 'complete' })
  expect(await statusOf(id)).toBe('active')
  await advanceTo(world, failed + 4 * day)
  expect(await stripe.invoices.retrieve(invoice)).toMatchObject({
    status: 'paid',
    amount_paid: 1_200,
    next_payment_attempt: null,
  })
  const told = happenings(there.standIn, customer)
  expect(told.filter((type) => type === 'invoice.payment_succeeded')).toHaveLength(2)
})

test('a new card alone is enough when the next try comes', async () => {
  const { id, customer, failed } = await late()
  hands.addCard(customer, cards.pays)
  expect(await statusOf(id)).toBe('past_due')
  await advanceTo(world, failed + 3 * day)
  expect(await statusOf(id)).toBe('active')
})

test('what is tried by hand in vain is no step of the retries', async () => {
  const { failed, invoice } = await late()
  await expect(stripe.invoices.pay(invoice)).rejects.toMatchObject({ code: 'card_declined' })
  expect(await stripe.invoices.retrieve(invoice)).toMatchObject({
    attempt_count: 1,
    next_payment_attempt: failed + 3 * day,
  })
})

test('a card whose bank asks needs somebody who confirms', async () => {
  const { id, customer, failed, invoice } = await late(cards.asks)
  expect(happenings(there.standIn, customer, failed)).toContain('invoice.payment_action_required')
  await expect(stripe.invoices.pay(invoice)).rejects.toMatchObject({
    code: 'invoice_payment_intent_requires_action',
  })
  expect(hands.payInvoice(invoice)).toEqual({ outcome: 'asks' })
  expect(hands.payInvoice(invoice, { confirmed: true })).toEqual({ outcome: 'complete' })
  expect(await statusOf(id)).toBe('active')
})

test('canceled while it is late, nothing is collected any more', async () => {
  const { id, customer, failed } = await late()
  await stripe.subscriptions.cancel(id)
  await advanceTo(world, failed + 20 * day)
  const told = happenings(there.standIn, customer, failed)
  expect(told.filter((type) => type === 'invoice.payment_failed')).toHaveLength(1)
  expect(
    only((await stripe.invoices.list({ subscription: id, status: 'open' })).data),
  ).toMatchObject({
    auto_advance: false,
  })
})
