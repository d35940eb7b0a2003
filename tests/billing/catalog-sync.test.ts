import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import app from 'app.config'
import Stripe from 'stripe'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { type Sold, syncCatalog } from '~/billing/catalog-sync.server'
import { makeEndpoint, missingEvents, syncPortal } from '~/billing/catalog-sync-account.server'
import { concerns } from '~/billing/concerns'
import { placeOf } from '~/billing/stripe-place'
import { startStripe } from '../../dev/stripe/start.ts'

// An account of its own: the product's prices stand at the other stand-in from the beginning.
const standIn = await startStripe()
const { environment, world } = standIn
const stripe = new Stripe(environment.STRIPE_SECRET_KEY, {
  telemetry: false,
  ...placeOf(environment.STRIPE_API_BASE),
})
beforeEach(() => standIn.reset())
afterAll(() => standIn.stop())

const write = (sold?: Sold) => syncCatalog(stripe, { write: true, sold })
const look = (sold?: Sold) => syncCatalog(stripe, { write: false, sold })
const dearer = (currency = app.currency): Sold => ({
  ...app,
  currency,
  plans: app.plans.map((plan) =>
    plan.id === 'team' ? { ...plan, price: { month: 14, year: 120 } } : plan,
  ),
})
const sold = () =>
  [...world.prices.values()]
    .filter(({ active }) => active)
    .map(({ lookup_key, unit_amount, currency, recurring, product, metadata }) =>
      [lookup_key, unit_amount, currency, recurring?.interval, product, metadata.plan].join(' '),
    )
    .sort()

test('an empty account gets a product for each paid plan and a price for each interval, once', async () => {
  expect(await look()).toHaveLength(6)
  expect(world.products.size).toBe(0)

  expect(await write()).toEqual([
    'Team: a product is made, plan_team',
    'Team by the month (team_month): a price of €12.00 is made',
    'Team by the year (team_year): a price of €120.00 is made',
    'Business: a product is made, plan_business',
    'Business by the month (business_month): a price of €480.00 is made',
    'Business by the year (business_year): a price of €4,800.00 is made',
  ])
  expect(sold()).toEqual([
    'business_month 48000 eur month plan_business business',
    'business_year 480000 eur year plan_business business',
    'team_month 1200 eur month plan_team team',
    'team_year 12000 eur year plan_team team',
  ])
  expect(world.products.get('plan_team')).toMatchObject({
    name: 'Atrium Team',
    unit_label: 'member',
  })

  const before = JSON.stringify([...world.prices, ...world.products])
  expect(await write()).toEqual([])
  expect(JSON.stringify([...world.prices, ...world.products])).toBe(before)
})

test('a changed amount is a new price that takes the key over; the old one is archived and still names its plan', async () => {
  await write()
  const [old] = [...world.prices.values()].filter(({ lookup_key: key }) => key === 'team_month')
  expect(await write(dearer())).toEqual([
    'Team by the month (team_month): €12.00 becomes €14.00 for whoever subscribes from now on',
  ])
  expect(world.prices.get(old?.id ?? '')).toMatchObject({
    active: false,
    lookup_key: null,
    metadata: { plan: 'team' },
  })
  expect(sold()).toContain('team_month 1400 eur month plan_team team')
  expect(await look(dearer())).toEqual([])
})

test('another currency, another product or an archived price is found', async () => {
  await write()
  expect(await look({ ...app, currency: 'USD' })).toHaveLength(4)
  const [price] = [...world.prices.values()]
  await stripe.prices.update(price?.id ?? '', { active: false })
  expect(await write()).toEqual([expect.stringMatching(/is sold again/)])
  const { id } = await stripe.products.create({ name: 'Something else' })
  const team = [...world.prices.values()].find(({ lookup_key: key }) => key === 'team_year')
  if (team) team.product = id
  expect(await write()).toEqual([expect.stringMatching(/^Team by the year .* becomes €120.00/)])
  expect(await look()).toEqual([])
})

test('a product that was made by hand is known by its plan, and its words follow the configuration', async () => {
  const { id } = await stripe.products.create({ name: 'Old name', metadata: { plan: 'team' } })
  expect((await write())[0]).toBe(`Team: the product ${id} is changed (name, description, unit)`)
  expect(world.products.has('plan_team')).toBe(false)
  expect(world.products.get(id)?.name).toBe('Atrium Team')
  expect(await look()).toEqual([])
})

test('a currency without cents is counted in whole units', async () => {
  await write({ ...app, currency: 'JPY' })
  expect(sold()).toContain('team_month 12 jpy month plan_team team')
})

test('the portal is set so that nobody chooses seats, ends a trial or loses what they paid for', async () => {
  await write()
  expect(await syncPortal(stripe, { write: true })).not.toEqual([])
  expect(await syncPortal(stripe, { write: false })).toEqual([])
  const [{ features } = expect.fail()] = [...world.portalConfigurations.values()]
  expect(features).toMatchObject({
    subscription_cancel: { enabled: true, mode: 'at_period_end' },
    subscription_update: {
      enabled: true,
      proration_behavior: 'always_invoice',
      trial_update_behavior: 'continue_trial',
    },
  })
  const { products } = features.subscription_update
  expect(products?.map(({ adjustable_quantity: quantity }) => quantity.enabled)).toEqual([
    false,
    false,
  ])
  await write(dearer())
  expect(await syncPortal(stripe, { write: false })).toHaveLength(1)
})

test('the webhook endpoint is missed, and its events, until it is there', async () => {
  const url = 'https://atrium.test/api/stripe/webhook'
  expect(await missingEvents(stripe, url)).toEqual({ exists: false, events: [...concerns] })
  await stripe.webhookEndpoints.create({ url, enabled_events: ['invoice.paid'] })
  expect((await missingEvents(stripe, url)).events).not.toContain('invoice.paid')
  expect((await missingEvents(stripe, url)).exists).toBe(true)
  expect(await makeEndpoint(stripe, url)).toMatch(/^whsec_/)
  expect(await missingEvents(stripe, url)).toEqual({ exists: true, events: [] })
})

test('the guide names every event that the endpoint needs, and no other', () => {
  const guide = readFileSync('docs/billing.md', 'utf8')
  const named = guide.match(/^- `[a-z_]+\.[a-z_.]+`$/gm)?.map((line) => line.slice(3, -1))
  expect(named).toEqual([...concerns])
})

test('npm run stripe:sync shows the difference, writes when told to, and needs a key', async () => {
  const run = async (args: string[], more: Record<string, string> = {}) => {
    const command = ['--import', 'tsx', 'src/commands/stripe-sync.ts', ...args]
    const env = { PATH: process.env.PATH, NODE_ENV: 'development', ...more }
    const done = await promisify(execFile)(process.execPath, command, { env }).catch(
      (error: { code: number; stdout: string; stderr: string }) => error,
    )
    return { code: 0, ...done }
  }
  const keys = { ...environment, APP_URL: 'https://atrium.test' }
  const [without, shown] = await Promise.all([run(['--yes']), run([], keys)])
  expect(without).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^STRIPE_SEC/),
  })
  expect(shown).toMatchObject({ code: 1, stdout: expect.stringContaining('Nothing was written.') })
  expect(world.products.size).toBe(0)

  const { code, stdout } = await run(['--yes', '--webhook'], keys)
  expect(stdout).toMatch(
    /Team: a product is made[\s\S]*Written\.[\s\S]*STRIPE_WEBHOOK_SECRET=whsec_/,
  )
  expect([code, world.products.size]).toEqual([0, 2])
  expect(await syncPortal(stripe, { write: false })).toEqual([])
})
