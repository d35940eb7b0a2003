import { join, resolve } from 'node:path'
import Stripe from 'stripe'
import { build } from './build.ts'
import { dataFolder, freePort } from './environment.ts'
import { type GrowthWorld, openGrowthWorld } from './growth-world.ts'
import { type Postgres, startPostgres } from './postgres.ts'
import { type Client, withClient } from './postgres-wire.ts'
import { type Open, runOnce } from './stopping.ts'
import { sign } from './stripe/signing.ts'
import { type StripeStandIn, startStripe } from './stripe/start.ts'
import { stockStripe } from './stripe-stock.ts'

/*
 * How soon Stripe's events are acknowledged, and whether each is worked once: a thousand, each sent twice, in random
 * order, fifty in flight. The floor is the server's health, asked as often in the same run.
 */

const events = 1_000
const inFlight = 50
const organizations = 50

const say = (line: string) => console.log(`  ${line}`)

process.env.DATA_DIR ||= '.data/growth'
await runOnce(measure)

async function measure(open: Open): Promise<void> {
  const folder = resolve(dataFolder())
  await build(say)
  const postgres = await open('database', () =>
    startPostgres({ dir: join(folder, 'postgres'), fast: true, log: say }),
  )
  const stripe = await open('stripe', () => startStripe())
  const port = await freePort(4310)
  const world = await open('server', () =>
    openGrowthWorld(postgres, {
      name: 'events',
      organizations,
      members: 1,
      port,
      files: join(folder, 'files'),
      environment: stripe.environment,
    }),
  )
  const parcels = await aYearOf(stripe, postgres, world)
  const { url } = world.server
  await inTurn(parcels.slice(0, 100), () => ask(`${url}/api/health`))
  const floor = await inTurn(parcels, () => ask(`${url}/api/health`))
  const taken = await inTurn(parcels, (body) =>
    ask(`${url}/api/stripe/webhook`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'stripe-signature': sign(body, stripe.environment.STRIPE_WEBHOOK_SECRET),
      },
      body,
    }),
  )
  say('')
  say(`Milliseconds until the answer, ${parcels.length} requests, ${inFlight} in flight`)
  say(
    `${''.padEnd(14)}${'half below'.padStart(12)}${'99 % below'.padStart(12)}${'most'.padStart(10)}`,
  )
  say(row('health', floor))
  say(row('an event', taken))
  const times = at(taken, 0.99) / at(floor, 0.99)
  say(`An event takes ${times.toFixed(1)} times as long as the floor, 99 in 100.`)
  await worked(postgres, world)
}

/** What happens to fifty customers in a year, as bodies to be sent: each twice, in random order. */
async function aYearOf(stripe: StripeStandIn, postgres: Postgres, world: GrowthWorld) {
  await stockStripe(stripe.environment)
  const customers = await subscribeAll(stripe)
  await withClient(postgres.url('postgres', world.database), async (client) => {
    for (const [index, customer] of customers.entries()) {
      const id = `o${index + 1}`
      await client.query(
        `update organization set stripe_customer_id = '${customer}' where id = '${id}'`,
      )
    }
  })
  await stripe.clock.advanceBy(365)
  const wanted = new Set<Stripe.Event.Type>([
    'customer.subscription.updated',
    'invoice.paid',
    'invoice.payment_failed',
  ])
  const chosen = [...stripe.world.events.values()].filter(({ type }) => wanted.has(type))
  if (chosen.length < events) throw new Error(`A year brings ${chosen.length} events only.`)
  const bodies = chosen.slice(0, events).map((event) => JSON.stringify(event))
  return [...bodies, ...bodies]
    .map((body) => ({ body, place: Math.random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ body }) => body)
}

/** Fifty customers who pay for a plan by the month. */
async function subscribeAll({ environment, hands }: StripeStandIn): Promise<string[]> {
  const { hostname: host, port } = new URL(environment.STRIPE_API_BASE)
  const sdk = new Stripe(environment.STRIPE_SECRET_KEY, { protocol: 'http', host, port })
  const { data } = await sdk.prices.list({ lookup_keys: ['business_month'] })
  const [price] = data
  if (!price) throw new Error('There is no price.')
  const customers: string[] = []
  for (let number = 1; number <= organizations; number += 1) {
    const { id: customer } = await sdk.customers.create({
      metadata: { organizationId: `o${number}`, customerType: 'organization' },
    })
    const page = await sdk.checkout.sessions.create({
      mode: 'subscription',
      customer,
      line_items: [{ price: price.id, quantity: 1 }],
      success_url: 'http://localhost',
    })
    hands.pay(page.id, '4242424242424242')
    customers.push(customer)
  }
  return customers
}

async function ask(url: string, request?: RequestInit): Promise<void> {
  const answer = await fetch(url, request)
  await answer.text()
  if (!answer.ok) throw new Error(`${url} was answered with ${answer.status}`)
}

/** So many at once as may be in flight; gives how long each took. */
async function inTurn(bodies: string[], act: (body: string) => Promise<void>): Promise<number[]> {
  const waiting = [...bodies]
  const times: number[] = []
  const lane = async () => {
    for (let body = waiting.pop(); body !== undefined; body = waiting.pop()) {
      const begun = performance.now()
      await act(body)
      times.push(performance.now() - begun)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, lane))
  return times.sort((one, other) => one - other)
}

function at(sorted: number[], part: number): number {
  return sorted[Math.floor(sorted.length * part)] ?? 0
}

function row(name: string, sorted: number[]): string {
  const [half, most] = [at(sorted, 0.5), at(sorted, 0.99)]
  const last = sorted.at(-1) ?? 0
  return `${name.padEnd(14)}${half.toFixed(1).padStart(12)}${most.toFixed(1).padStart(12)}${last.toFixed(1).padStart(10)}`
}

/** Waits until every event is worked, and says how often. */
async function worked(postgres: Postgres, { database }: GrowthWorld): Promise<void> {
  await withClient(postgres.url('postgres', database), async (client) => {
    const begun = performance.now()
    let counted = await count(client)
    while (counted.waiting > 0) {
      await client.query('select pg_sleep(0.2)')
      counted = await count(client)
    }
    const seconds = ((performance.now() - begun) / 1_000).toFixed(1)
    say(`Worked ${seconds} s later: ${counted.done} events, ${counted.deliveries} deliveries,`)
    say(`${counted.tries} times at work, ${counted.other} in another state.`)
    say('')
  })
}

type Counted = { waiting: number; done: number; other: number; deliveries: number; tries: number }

async function count(client: Client): Promise<Counted> {
  const { rows } = await client.query<Counted>(`select
    count(*) filter (where state = 'waiting')::int as waiting,
    count(*) filter (where state = 'done')::int as done,
    count(*) filter (where state not in ('done', 'waiting'))::int as other,
    sum(deliveries)::int as deliveries, sum(attempts)::int as tries from stripe_event`)
  const [found] = rows
  if (!found) throw new Error('A count gives one row.')
  return found
}
