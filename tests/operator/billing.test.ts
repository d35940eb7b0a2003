import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  getEvent,
  listEvents,
  replayEvent,
  replayFailedEvents,
} from '~/features/operator/inbox.functions'
import { asOwner } from '../support/database'
import { knock } from '../support/knock'
import { arrive, found, type Person } from '../support/people'

const [olive, ada, cleo] = [await arrive('olive'), await arrive('ada'), await arrive('cleo')]
const acme = await found('acme', ada)
await asOwner(sql`update organization set stripe_customer_id = 'cus_acme' where id = ${acme.id}`)
await asOwner(sql`update "user" set role = 'support' where id = ${cleo.id}`)

beforeEach(async () => {
  await asOwner(sql`delete from stripe_event`)
  await asOwner(sql`truncate audit cascade`)
  await asOwner(sql`delete from jobs.job where name = 'stripe-event'`)
})

type Given = {
  customer?: string | null
  type?: string
  state?: string
  at?: string
  payload?: object
}

/** An event as the webhook stores it, in a state it can come to. */
async function stored(
  id: string,
  { customer = 'cus_acme', type = 'invoice.paid', state = 'done', at, payload = {} }: Given = {},
) {
  const came = at ? sql`${at}::timestamptz` : sql`now()`
  const reason = state === 'failed' ? 'StripeConnectionError' : null
  await asOwner(sql`insert into stripe_event
      (id, type, customer_id, created_at, received_at, state, reason, attempts, payload)
    values (${id}, ${type}, ${customer}, ${came}, ${came}, ${state}, ${reason}, 1,
      ${JSON.stringify(payload)}::jsonb)`)
}

const pageShape = z.object({
  events: z.array(z.looseObject({ id: z.string() })),
  counts: z.object({ waiting: z.number(), failed: z.number(), ignored: z.number() }),
  matching: z.number(),
  previous: z.nullable(z.string()),
  next: z.nullable(z.string()),
})

async function seen(query: object = {}) {
  const { result } = await knock(listEvents, query, olive.headers)
  const page = pageShape.parse(result)
  return { ...page, ids: page.events.map(({ id }) => id) }
}

const replayed = (eventId: string, reason = 'Its plan is named now.', who: Person = olive) =>
  knock(replayEvent, { eventId, reason }, who.headers)

const lines = () =>
  asOwner(sql`select actor_name as who, actor_role as role, organization_id as organization, details
    from audit where action = 'event.replayed' order by id`)
const ordered = async () =>
  (
    await asOwner(sql`select data ->> 'eventId' as id from jobs.job
      where name = 'stripe-event' order by 1`)
  ).map(({ id }) => id)
const state = async (id: string) =>
  (await asOwner(sql`select state from stripe_event where id = ${id}`))[0]?.state

describe('the inbox', () => {
  test('names each event, whose it is and what became of it, the last that came first', async () => {
    await stored('evt_1', { at: '2026-01-01', state: 'failed' })
    await stored('evt_2', { at: '2026-01-02', customer: 'cus_stranger', state: 'ignored' })
    await stored('evt_3', { at: '2026-01-03', customer: null, state: 'ignored' })
    const page = await seen()
    expect(page.ids).toEqual(['evt_3', 'evt_2', 'evt_1'])
    expect(page.events[2]).toMatchObject({
      type: 'invoice.paid',
      state: 'failed',
      reason: 'StripeConnectionError',
      attempts: 1,
      organization: { id: acme.id, name: 'Acme' },
    })
    expect(page.events[1]).toMatchObject({ organization: null, customerId: 'cus_stranger' })
    expect(page.counts).toEqual({ waiting: 0, failed: 1, ignored: 2 })
    expect((await seen({ sort: 'oldest' })).ids).toEqual(['evt_1', 'evt_2', 'evt_3'])
  })

  test('is narrowed by state, kind, organization, customer and event, each alone and together', async () => {
    await stored('evt_1', { state: 'failed' })
    await stored('evt_2', { type: 'customer.updated' })
    await stored('evt_3', { customer: 'cus_stranger', state: 'failed' })
    const ids = async (query: object) => (await seen(query)).ids.sort()
    expect(await ids({ state: 'failed' })).toEqual(['evt_1', 'evt_3'])
    expect(await ids({ type: 'customer.updated' })).toEqual(['evt_2'])
    expect(await ids({ q: 'ACM' })).toEqual(['evt_1', 'evt_2'])
    expect(await ids({ q: acme.id })).toEqual(['evt_1', 'evt_2'])
    expect(await ids({ q: 'cus_stranger' })).toEqual(['evt_3'])
    expect(await ids({ q: 'evt_2' })).toEqual(['evt_2'])
    expect(await ids({ q: 'acme', state: 'failed' })).toEqual(['evt_1'])
    expect((await seen({ q: 'acme', state: 'failed' })).matching).toBe(1)
  })

  test('takes wild characters as they are, and what is wrong in the address as left out', async () => {
    await stored('evt_1')
    for (const q of ['%', '_', "a'cme", '100%', '\\', '🙂']) {
      expect((await seen({ q })).ids).toEqual([])
    }
    for (const wrong of [
      { state: 'x' },
      { page: 'nonsense' },
      { q: '\0' },
      { type: '%' },
      { sort: 1 },
    ]) {
      expect((await seen(wrong)).ids).toEqual(['evt_1'])
    }
  })

  test('walks through all of them and back, and meets nobody twice though they came at once', async () => {
    await asOwner(sql`insert into stripe_event (id, type, created_at, received_at, state, payload)
      select 'evt_' || n, 'invoice.paid', now(), now() + (n / 10) * interval '1 microsecond', 'done', '{}'
      from generate_series(100, 160) n`)
    const pages = [await seen()]
    for (let page = pages.at(-1); page?.next; page = pages.at(-1)) {
      pages.push(await seen({ page: page.next }))
    }
    expect(pages.map(({ ids }) => ids.length)).toEqual([25, 25, 11])
    expect(new Set(pages.flatMap(({ ids }) => ids)).size).toBe(61)
    const back = await seen({ page: pages[2]?.previous })
    expect(back.ids).toEqual(pages[1]?.ids)
    expect((await seen({ page: back.previous })).ids).toEqual(pages[0]?.ids)
  })

  test('shows what Stripe said without what opens anything', async () => {
    const object = {
      customer_email: 'ada@acme.test',
      client_secret: 'seti_1_secret_2',
      hosted_invoice_url: 'https://invoice.stripe.test/i/1',
      lines: [{ invoice_pdf: 'https://pay.stripe.test/pdf', amount: 4800 }],
    }
    await stored('evt_1', { payload: { id: 'evt_1', data: { object } } })
    const { result, body } = await knock(getEvent, { eventId: 'evt_1' }, olive.headers)
    const { payload } = z.object({ payload: z.string() }).parse(result)
    expect(JSON.parse(payload)).toEqual({
      id: 'evt_1',
      data: {
        object: {
          customer_email: 'ada@acme.test',
          client_secret: '…',
          hosted_invoice_url: '…',
          lines: [{ invoice_pdf: '…', amount: 4800 }],
        },
      },
    })
    expect(body).not.toMatch(/seti_1|stripe\.test/)
    const gone = await knock(getEvent, { eventId: 'evt_gone' }, olive.headers)
    expect(gone.error).toMatchObject({ code: 'not_found' })
  })
})

describe('a replay', () => {
  test('orders the event anew, and is a line with its reason, of no organization', async () => {
    await stored('evt_1', { state: 'failed' })
    expect((await replayed('evt_1')).status).toBe(200)
    expect(await state('evt_1')).toBe('waiting')
    expect(await ordered()).toEqual(['evt_1'])
    expect(await lines()).toEqual([
      {
        who: 'Olive',
        role: 'operator',
        organization: null,
        details: { eventId: 'evt_1', type: 'invoice.paid', reason: 'Its plan is named now.' },
      },
    ])
  })

  test('by two at once is done once, and the other is told', async () => {
    await stored('evt_1', { state: 'failed' })
    const both = await Promise.all([replayed('evt_1'), replayed('evt_1')])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(await ordered()).toEqual(['evt_1'])
    expect(await lines()).toHaveLength(1)
  })

  test('is refused with a sentence where there is nothing to do, and leaves nothing', async () => {
    await stored('evt_1', { state: 'waiting' })
    await stored('evt_2', { customer: null, state: 'ignored' })
    await stored('evt_3', { state: 'failed' })
    const sentence = async (id: string, reason?: string) => (await replayed(id, reason)).error
    expect(await sentence('evt_1')).toMatchObject({
      sentence: 'This event waits to be worked already.',
    })
    expect(await sentence('evt_2')).toMatchObject({
      sentence: 'This event names no customer: there is nothing to read.',
    })
    expect(await sentence('evt_9')).toMatchObject({ code: 'not_found' })
    expect(await sentence('evt_3', ' ')).toMatchObject({
      fields: { reason: 'Say why, in a few words.' },
    })
    expect(await ordered()).toEqual([])
    expect(await lines()).toEqual([])
  })

  test('of all that failed takes those that are shown, each with its line', async () => {
    for (const id of ['evt_1', 'evt_2']) await stored(id, { state: 'failed' })
    await stored('evt_3', { state: 'failed', type: 'customer.updated' })
    await stored('evt_4')
    const all = () =>
      knock(replayFailedEvents, { type: 'invoice.paid', reason: 'Stripe is back.' }, olive.headers)
    const both = await Promise.all([all(), all()])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(await ordered()).toEqual(['evt_1', 'evt_2'])
    expect((await lines()).map(({ details }) => details)).toMatchObject([
      { eventId: expect.any(String), reason: 'Stripe is back.' },
      { eventId: expect.any(String), reason: 'Stripe is back.' },
    ])
    expect([await state('evt_3'), await state('evt_4')]).toEqual(['failed', 'done'])
  })

  test('is not for support, who may look, nor for an owner, to whom there is nothing here', async () => {
    await stored('evt_1', { state: 'failed' })
    expect((await knock(listEvents, {}, cleo.headers)).status).toBe(200)
    expect((await knock(getEvent, { eventId: 'evt_1' }, cleo.headers)).status).toBe(200)
    expect((await replayed('evt_1', 'I may not.', cleo)).status).toBe(403)
    for (const door of [listEvents, getEvent, replayEvent, replayFailedEvents]) {
      const data = { eventId: 'evt_1', reason: 'I am an owner.' }
      expect((await knock(door, data, ada.headers)).status).toBe(404)
    }
    expect(await state('evt_1')).toBe('failed')
  })
})
