import { sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import server from '~/server'
import { webhookSecret } from '../../dev/stripe/environment.ts'
import { sign } from '../../dev/stripe/signing.ts'
import { asOwner } from '../support/database'
import { origin } from '../support/knock'
import { stripeStandIn } from '../support/stripe'
import { customerOf, inbox } from './subscribing'

const standIn = await stripeStandIn()
standIn.deliveries.deliverTo(undefined)
const customer = await customerOf('acme')

beforeEach(() => asOwner(sql`delete from stripe_event`))

let number = 0
const eventOf = (more: object = {}, about: object = {}) => ({
  id: `evt_${++number}`,
  object: 'event',
  api_version: '2026-08-26.dahlia',
  created: 1_790_000_000,
  livemode: false,
  pending_webhooks: 1,
  type: 'customer.subscription.updated',
  data: { object: { id: 'sub_1', object: 'subscription', customer, ...about } },
  ...more,
})

type Sent = { signature?: string; type?: string }

/** Sends a body as Stripe does, through the whole server; signed unless it says how. */
async function send(event: object | string, { signature, type = 'application/json' }: Sent = {}) {
  const body = typeof event === 'string' ? event : JSON.stringify(event)
  const response = await server.fetch(
    new Request(`${origin}/api/stripe/webhook`, {
      method: 'POST',
      body,
      headers: {
        'content-type': type,
        'stripe-signature': signature ?? sign(body, webhookSecret),
      },
    }),
  )
  return response.status
}

const jobs = async (eventId: string) => {
  const found = await asOwner(sql`select from jobs.job
    where name = 'stripe-event' and data ->> 'eventId' = ${eventId}`)
  return found.length
}

test('an event of Stripe is stored with its work, and acknowledged', async () => {
  const event = eventOf()
  expect(await send(event)).toBe(200)
  const [stored] = await asOwner(sql`select * from stripe_event`)
  expect(stored).toMatchObject({
    id: event.id,
    type: event.type,
    customer_id: customer,
    created_at: '2026-09-21 14:13:20+00',
    state: 'waiting',
    deliveries: 1,
    payload: event,
  })
  expect(await jobs(event.id)).toBe(1)
})

test('sent again, also at once, it is stored once and worked once, and counted', async () => {
  const event = eventOf()
  const first = await Promise.all(Array.from({ length: 8 }, () => send(event)))
  expect(new Set([...first, await send(event)])).toEqual(new Set([200]))
  expect(await inbox()).toMatchObject([{ id: event.id, deliveries: 9 }])
  expect(await jobs(event.id)).toBe(1)
})

test('of many at once, one that cannot be stored takes no other with it', async () => {
  const good = Array.from({ length: 20 }, () => eventOf())
  const bad = eventOf({}, { description: 'PostgreSQL keeps no \0' })
  const answers = await Promise.all(
    [...good.slice(0, 10), bad, ...good.slice(10)].map((one) => send(one)),
  )
  expect(answers.filter((status) => status === 503)).toHaveLength(1)
  expect(answers[10]).toBe(503)
  expect(await inbox()).toHaveLength(20)
  for (const { id } of good) expect(await jobs(id)).toBe(1)
})

test('the customer is found in whatever the event is about', async () => {
  await send(
    eventOf({ type: 'customer.updated', data: { object: { id: customer, object: 'customer' } } }),
  )
  await send(eventOf({ type: 'invoice.paid' }, { object: 'invoice', customer: { id: customer } }))
  await send(eventOf({ type: 'checkout.session.completed' }, { customer: null }))
  expect(
    await asOwner(sql`select type, customer_id as of, state from stripe_event order by type`),
  ).toEqual([
    { type: 'checkout.session.completed', of: null, state: 'ignored' },
    { type: 'customer.updated', of: customer, state: 'waiting' },
    { type: 'invoice.paid', of: customer, state: 'waiting' },
  ])
})

test('what Stripe did not sign, or not just now, is refused, and nothing is written', async () => {
  const event = eventOf()
  const body = JSON.stringify(event)
  const minutes = 60_000
  expect(await send(event, { signature: sign(body, 'whsec_of_somebody_else') })).toBe(400)
  expect(await send(event, { signature: sign(`${body} `, webhookSecret) })).toBe(400)
  expect(
    await send(event, { signature: sign(body, webhookSecret, Date.now() - 6 * minutes) }),
  ).toBe(400)
  expect(await send(event, { signature: '' })).toBe(400)
  expect(await send('nonsense')).toBe(400)
  expect(await send(eventOf({ object: 'v2.core.event' }))).toBe(400)
  expect(await inbox()).toEqual([])
  // Four minutes are within what a slow network takes.
  expect(
    await send(event, { signature: sign(body, webhookSecret, Date.now() - 4 * minutes) }),
  ).toBe(200)
})

test('what is no JSON, or larger than any event, is not read', async () => {
  const event = eventOf()
  expect(await send(event, { type: 'application/x-www-form-urlencoded' })).toBe(415)
  expect(await send(event, { type: 'application/jsonp' })).toBe(415)
  expect(await send(eventOf({ more: 'x'.repeat(256 * 1024) }))).toBe(413)
  expect(await inbox()).toEqual([])
  expect(await send(event, { type: 'application/json; charset=utf-8' })).toBe(200)
})

test('a body that does not say how large it is is read no further than that', async () => {
  let taken = 0
  const endless = new ReadableStream<Uint8Array>({
    pull(stream) {
      taken += 1
      stream.enqueue(new Uint8Array(64 * 1024))
    },
  })
  // Which the types of a browser's request do not know.
  const init = { method: 'POST', body: endless, duplex: 'half' }
  const headers = { 'content-type': 'application/json' }
  const request = new Request(`${origin}/api/stripe/webhook`, { ...init, headers })
  expect((await server.fetch(request)).status).toBe(413)
  expect(taken).toBeLessThan(10)
})

test("another account's events, the other mode's, and those of no concern are taken and not kept", async () => {
  expect(await send(eventOf({ account: 'acct_connected' }))).toBe(200)
  expect(await send(eventOf({ livemode: true }))).toBe(200)
  expect(await send(eventOf({ type: 'product.created' }))).toBe(200)
  expect(await inbox()).toEqual([])
})

test('nothing is to be seen there', async () => {
  const response = await server.fetch(new Request(`${origin}/api/stripe/webhook`))
  expect([response.status, await response.text()]).toEqual([405, ''])
})

test('what cannot be stored is not acknowledged: Stripe sends it again', async () => {
  const event = eventOf()
  await asOwner(sql`revoke insert on stripe_event from app`)
  expect(await send(event)).toBe(503)
  await asOwner(sql`grant insert on stripe_event to app`)
  expect(await send(event)).toBe(200)
  expect(await inbox()).toMatchObject([{ id: event.id, deliveries: 1 }])
})
