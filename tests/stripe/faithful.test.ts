import { readFileSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { type Kind, playYear } from './played-year'
import { differences } from './shapes'
import { withSdk } from './with-sdk'

const { stripe, standIn } = await withSdk()
afterAll(() => standIn.stop())
const made = await playYear(stripe, standIn)

const newer = 'younger than the example'
const noPrice = 'the example costs what no price says'

const example = (kind: string): unknown =>
  JSON.parse(readFileSync(`tests/fixtures/stripe/${kind}.json`, 'utf8'))

/** Where the example is not the whole truth, each with its reason. */
const reasons: Partial<Record<Kind, Record<string, string>>> = {
  'billing_portal.session': { 'flow.customer_update is not in the example': newer },
  'checkout.session': { 'line_items is not in the example': 'only where it is asked for' },
  event: { 'data.previous_attributes is not in the example': 'only of what was updated' },
  invoice: {
    'lines.data[].pricing.price_details is not in the example': noPrice,
    'subscription is missing': 'its types have it no more: it stands under parent',
  },
  invoiceitem: {
    'parent.subscription_details.subscription_item is not in the example': 'only of a proration',
    'pricing.price_details is not in the example': noPrice,
  },
  line_item: { 'pricing.price_details is not in the example': noPrice },
  subscription: { 'cancellation_details.feedback_option is not in the example': newer },
}

test.each(Object.entries(made))('%s has the shape that Stripe publishes', (kind, objects) => {
  expect(objects).not.toEqual([])
  const found = objects.flatMap((each) =>
    differences(JSON.parse(JSON.stringify(each)), example(kind)),
  )
  const known: Record<string, Record<string, string>> = reasons
  expect([...new Set(found)].sort()).toEqual(Object.keys(known[kind] ?? {}))
})

test('the comparison sees what is missing, what is too much, and what is of another kind', () => {
  const theirs = { id: 'in_1', total: 1, lines: [{ amount: 1 }], customer: 'cus_1', paid: null }
  expect(differences({ ...theirs, paid: 5, customer: { id: 'cus_1' } }, theirs)).toEqual([])
  const ours = { id: 'in_1', total: '1', lines: [{ amount: 1, more: 1 }], paid: 1 }
  expect(differences(ours, theirs)).toEqual([
    'customer is missing',
    'total is string, not number',
    'lines[].more is not in the example',
  ])
})
