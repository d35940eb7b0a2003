import Stripe from 'stripe'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { environmentOf, webhookSecret } from '../../dev/stripe/environment.ts'
import { type StripeStandIn, startStripe } from '../../dev/stripe/start.ts'

const heard: { type: string; id: string; n: string | undefined }[] = []
let answer: (request: Request) => Promise<Response>
const stripe: StripeStandIn = await startStripe({ deliverTo: (request) => answer(request) })
const sdk = new Stripe(environmentOf(stripe.url).STRIPE_SECRET_KEY, {
  host: '127.0.0.1',
  port: new URL(stripe.url).port,
  protocol: 'http',
  telemetry: false,
})
afterAll(() => stripe.stop())

beforeEach(() => {
  stripe.reset()
  heard.length = 0
  answer = listen
})
afterEach(() => stripe.deliveries.settle())

/** An app that believes only what is signed. */
async function listen(request: Request): Promise<Response> {
  const signature = request.headers.get('stripe-signature') ?? ''
  const event = await sdk.webhooks.constructEventAsync(
    await request.text(),
    signature,
    webhookSecret,
  )
  const { object } = event.data
  const n = 'metadata' in object ? object.metadata?.n : undefined
  heard.push({ type: event.type, id: event.id, n })
  return new Response(null, { status: 200 })
}

/** So many customers come, one after the other. */
async function come(many: number): Promise<void> {
  for (let n = 0; n < many; n += 1) await sdk.customers.create({ metadata: { n: String(n) } })
}

const order = () => heard.map(({ n }) => n).join('')

test('every event arrives once, in its order, signed as Stripe signs', async () => {
  await come(5)
  await stripe.deliveries.settle()
  expect(order()).toBe('01234')
  expect(stripe.deliveries.all().map(({ state }) => state)).toEqual(Array(5).fill('arrived'))
})

test('it is signed by real time when the clock was moved', async () => {
  await stripe.clock.advanceBy(400)
  await come(1)
  await stripe.deliveries.settle()
  expect(order()).toBe('0')
  const [event] = (await sdk.events.list()).data
  expect((event?.created ?? 0) * 1_000).toBeGreaterThan(Date.now() + 399 * 86_400_000)
})

test('what is not acknowledged comes again, and what never is counts as lost', async () => {
  let refusals = 2
  answer = async (request) => {
    refusals -= 1
    return refusals >= 0 ? new Response(null, { status: 503 }) : listen(request)
  }
  await come(1)
  await stripe.deliveries.settle()
  expect(stripe.deliveries.all()).toMatchObject([{ state: 'arrived', tries: 3, answer: '200' }])

  answer = () => Promise.reject(new Error('nobody is there'))
  stripe.deliveries.turn({ tries: 4, backOff: [1, 2] })
  await come(1)
  await stripe.deliveries.settle()
  expect(stripe.deliveries.all().at(-1)).toMatchObject({
    state: 'lost',
    tries: 4,
    answer: 'nobody is there',
  })
})

test('what was lost can be replayed', async () => {
  stripe.deliveries.turn({ drop: ({ type }) => type === 'customer.created' })
  await come(1)
  await stripe.deliveries.settle()
  expect(heard).toEqual([])
  const [{ event } = { event: { id: '' } }] = stripe.deliveries.all()
  stripe.deliveries.replay(event.id)
  await stripe.deliveries.settle()
  expect(heard.map(({ id }) => id)).toEqual([event.id])
  expect(() => stripe.deliveries.replay('evt_none')).toThrow('There is no event evt_none.')
})

test('an event can come several times', async () => {
  stripe.deliveries.turn({ duplicate: 2 })
  await come(2)
  await stripe.deliveries.settle()
  expect(order()).toBe('000111')
  stripe.deliveries.turn({ duplicate: 0.5 })
  await come(40)
  await stripe.deliveries.settle()
  expect(heard.length - 6).toBeGreaterThan(45)
  expect(heard.length - 6).toBeLessThan(75)
})

test('events can overtake each other, the same way for the same seed', async () => {
  const shuffled = async (seed: number) => {
    stripe.reset()
    heard.length = 0
    stripe.deliveries.turn({ shuffle: 8, seed })
    await come(8)
    await stripe.deliveries.settle()
    return order()
  }
  const once = await shuffled(1)
  expect([...once].sort().join('')).toBe('01234567')
  expect(once).not.toBe('01234567')
  expect(await shuffled(1)).toBe(once)
  expect(await shuffled(2)).not.toBe(once)
})

test('some are lost on the way by chance, and each may take its time', async () => {
  stripe.deliveries.turn({ drop: 0.5, delay: [0, 20], atOnce: 10 })
  await come(40)
  await stripe.deliveries.settle()
  const states = stripe.deliveries.all().map(({ state }) => state)
  expect(new Set(states)).toEqual(new Set(['arrived', 'dropped']))
  expect(heard.map(({ n }) => Number(n))).not.toEqual(
    heard.map(({ n }) => Number(n)).sort((a, b) => a - b),
  )
})

test('held back, nothing arrives until it is let go', async () => {
  stripe.deliveries.pause()
  await come(3)
  await stripe.deliveries.settle()
  expect(heard).toEqual([])
  stripe.deliveries.resume()
  await stripe.deliveries.settle()
  expect(order()).toBe('012')
})

test('a moved clock waits for each thing to arrive before the next one happens', async () => {
  const seen: number[] = []
  const { id } = await sdk.products.create({ name: 'Plan' })
  const price = await sdk.prices.create({
    product: id,
    currency: 'eur',
    unit_amount: 1_000,
    recurring: { interval: 'month' },
  })
  const customer = await sdk.customers.create()
  const page = await sdk.checkout.sessions.create({
    mode: 'subscription',
    customer: customer.id,
    line_items: [{ price: price.id, quantity: 1 }],
    success_url: 'http://localhost/',
  })
  stripe.hands.pay(page.id, '4242424242424242')
  await stripe.deliveries.settle()
  heard.length = 0
  answer = async (request) => {
    seen.push(stripe.clock.now().getTime())
    return listen(request)
  }
  await stripe.clock.advanceBy(70)
  const types = heard.map(({ type }) => type)
  expect(types.filter((type) => type === 'invoice.paid')).toHaveLength(2)
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  expect(new Set(seen).size).toBeGreaterThan(3)
})
