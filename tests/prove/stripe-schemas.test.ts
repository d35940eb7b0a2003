import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { createGenerator, DefinitionType, type Schema } from 'ts-json-schema-generator'
import { afterAll, expect, test } from 'vitest'
import { type Kind, playYear } from '../stripe/played-year'
import { withSdk } from '../stripe/with-sdk'

// Objects of a played year against schemas made from the types of Stripe's own SDK, which are made from its API's
// specification: what the compiler cannot see, because an object was changed or put together at run time.

const { stripe, standIn } = await withSdk()
afterAll(() => standIn.stop())

const types: Partial<Record<Kind, string>> = {
  'billing_portal.session': 'Stripe.BillingPortal.Session',
  'checkout.session': 'Stripe.Checkout.Session',
  coupon: 'Stripe.Coupon',
  promotion_code: 'Stripe.PromotionCode',
  discount: 'Stripe.Discount',
  customer: 'Stripe.Customer',
  deleted_customer: 'Stripe.DeletedCustomer',
  invoice: 'Stripe.Invoice',
  invoiceitem: 'Stripe.InvoiceItem',
  line_item: 'Stripe.InvoiceLineItem',
  payment_method: 'Stripe.PaymentMethod',
  price: 'Stripe.Price',
  product: 'Stripe.Product',
  subscription: 'Stripe.Subscription',
  subscription_item: 'Stripe.SubscriptionItem',
  subscription_schedule: 'Stripe.SubscriptionSchedule',
  'test_helpers.test_clock': 'Stripe.TestHelpers.TestClock',
  webhook_endpoint: 'Stripe.WebhookEndpoint',
}

const made = await playYear(stripe, standIn)
const ajv = new Ajv({ strict: false, allErrors: true })
ajv.addSchema(schemaOfTypes(), 'stripe')

test.each(Object.entries(made))('%s is what the SDK says it is', (kind, objects) => {
  expect(objects).not.toEqual([])
  const check = ajv.getSchema(`stripe#/definitions/${nameOf(kind)}`)
  if (!check)
    return expect(kind, 'its type is a union of hundreds, one for each event').toBe('event')
  const faults = objects.flatMap((each) => {
    check(JSON.parse(JSON.stringify(each)))
    return (check.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    )
  })
  expect([...new Set(faults)]).toEqual([])
})

test('the schemas see a field that is missing, too much, or of another kind', () => {
  const check = ajv.getSchema(`stripe#/definitions/${nameOf('invoice')}`)
  const [invoice] = made.invoice
  const { currency, ...without } = structuredClone(invoice ?? { currency: '' })
  expect(check?.({ currency, ...without })).toBe(true)
  expect(check?.(without)).toBe(false)
  expect(check?.({ currency, ...without, paid: true })).toBe(false)
  expect(check?.({ currency, ...without, total: '3600' })).toBe(false)
})

function nameOf(kind: string): string {
  return `Wire${kind.replaceAll(/\W|_/g, '')}`
}

/** One definition for each kind, made by the compiler that the generator brings with it. */
function schemaOfTypes(): Schema {
  mkdirSync('.data', { recursive: true })
  const folder = mkdtempSync('.data/stripe-types-')
  const aliases = Object.entries(types).map(
    ([kind, type]) => `export type ${nameOf(kind)} = ${type}`,
  )
  writeFileSync(
    join(folder, 'kinds.ts'),
    ["import type Stripe from 'stripe'", ...aliases].join('\n'),
  )
  const compilerOptions = {
    module: 'esnext',
    moduleResolution: 'bundler',
    target: 'es2024',
    strict: true,
    skipLibCheck: true,
    types: [],
  }
  const tsconfig = join(folder, 'tsconfig.json')
  writeFileSync(tsconfig, JSON.stringify({ compilerOptions, files: ['kinds.ts'] }))
  nameEachOnce()
  try {
    const { definitions = {} } = createGenerator({
      path: join(folder, 'kinds.ts'),
      tsconfig,
      skipTypeCheck: true,
      jsDoc: 'none',
      expose: 'export',
    }).createSchema('*')
    // A class of the SDK's, which is a text on the wire.
    return { definitions: { ...definitions, Decimal: { type: 'string' } } }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The SDK has many types of one name, each in its own namespace; the generator takes them for one. */
function nameEachOnce(): void {
  const plain = DefinitionType.prototype.getName
  const seen = new Map<string, string[]>()
  DefinitionType.prototype.getName = function () {
    const name = plain.call(this)
    const ids = seen.get(name) ?? []
    seen.set(name, ids)
    const id = this.getType().getId()
    if (!ids.includes(id)) ids.push(id)
    return ids.indexOf(id) === 0 ? name : `${name}.${ids.indexOf(id)}`
  }
}
