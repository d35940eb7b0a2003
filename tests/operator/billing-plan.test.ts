import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { readCustomer } from '~/billing/reading.server'
import {
  countSubscriptions,
  explainPlan,
  getPlanTimeline,
  listDrift,
  replayEvent,
} from '~/features/operator/inbox.functions'
import { late, subscribed } from '../billing/bought'
import { change, customerOf, inbox, subscribe, workInbox } from '../billing/subscribing'
import { asOwner } from '../support/database'
import { knock } from '../support/knock'
import { arrive, found } from '../support/people'
import { stripeStandIn } from '../support/stripe'

const standIn = await stripeStandIn()
const { deliveries } = standIn
const [olive, ada, cleo] = [await arrive('olive'), await arrive('ada'), await arrive('cleo')]

beforeEach(async () => {
  await deliveries.settle()
  await asOwner(sql`delete from organization`)
  await asOwner(sql`delete from stripe_event`)
})

const answer = async (organizationId: string) => {
  const { result } = await knock(explainPlan, { organizationId }, olive.headers)
  return z.object({ answer: z.string() }).parse(result).answer
}

const timelineShape = z.object({
  entries: z.array(z.object({ kind: z.string(), sentence: z.string(), when: z.date() })),
  previous: z.nullable(z.string()),
  next: z.nullable(z.string()),
})

async function timeline(organizationId: string, page?: string) {
  const { result } = await knock(getPlanTimeline, { organizationId, page }, olive.headers)
  return timelineShape.parse(result)
}

const within = (days: number) =>
  new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(Date.now() + days * 86_400_000)

describe('why an organization is on its plan', () => {
  test('is one sentence for every state that a plan can be in', async () => {
    const acme = await found('acme', ada, [{ person: cleo, role: 'member' }])
    const says = () => answer(acme.id)
    const begin = () => asOwner(sql`delete from subscription`)
    expect(await says()).toBe('Free, because nothing is subscribed to.')

    await subscribed(acme, { plan: 'team', seats: 2, periodEnd: 20 })
    expect(await says()).toMatch(
      new RegExp(
        `^Team, because subscription sub_\\S+ is active and paid until ${within(20)}; 2 seats for 2 members\\.$`,
      ),
    )
    await late(acme, 2)
    await asOwner(sql`update subscription set status = 'past_due'`)
    expect(await says()).toContain(
      `is late since ${within(-2)}, and the days of grace last until ${within(5)}`,
    )
    await late(acme, 9)
    expect(await says()).toMatch(
      /^Free, because the payment of subscription sub_\S+ for Team is late/,
    )
    await asOwner(sql`delete from billing_account`)

    await begin()
    await subscribed(acme, { plan: 'business', status: 'trialing', trialEnd: 5 })
    expect(await says()).toMatch(/^Business, because .* is on trial until .*; no card is stored\.$/)
    await begin()
    await subscribed(acme, { plan: 'business', periodEnd: 8, cancelAtPeriodEnd: true })
    expect(await says()).toMatch(`; it ends for good on ${within(8)}.`)
    await begin()
    await subscribed(acme, { plan: 'business', status: 'canceled' })
    expect(await says()).toBe('Free, because nothing is subscribed to.')
  })

  test('names the plan that was given by hand, until when, and what was bought besides', async () => {
    const acme = await found('acme', ada)
    await asOwner(sql`insert into billing_account (organization_id, granted_plan, granted_until)
      values (${acme.id}, 'business', now() + interval '3 days')`)
    expect(await answer(acme.id)).toBe(`Business, because it was given by hand until ${within(3)}.`)
    await subscribed(acme, { plan: 'team', seats: 1 })
    expect(await answer(acme.id)).toContain('; what it bought is Team')
  })

  test('is not found once the organization is gone, and not for whoever does not run the product', async () => {
    const acme = await found('acme', ada)
    for (const door of [explainPlan, getPlanTimeline, listDrift, countSubscriptions]) {
      const opened = await knock(door, { organizationId: acme.id }, ada.headers)
      expect(opened.error).toMatchObject({ code: 'not_found' })
    }
    const gone = await knock(explainPlan, { organizationId: 'gone' }, olive.headers)
    expect(gone.error).toMatchObject({
      sentence: 'There is no such organization. It may be deleted.',
    })
  })
})

test('the timeline tells a life in order: people, Stripe, letters and what was set right', async () => {
  const customer = await customerOf('acme')
  await customerOf('globex')
  const bought = await subscribe(standIn, customer)
  await deliveries.settle()
  await workInbox()
  deliveries.turn({ drop: 1 })
  await change(bought, { seats: 5 })
  await deliveries.settle()
  deliveries.turn({ drop: 0 })
  await readCustomer(customer, { reconciliation: true })
  const [first] = await inbox()
  const eventId = String(first?.id)
  const asked = await knock(replayEvent, { eventId, reason: 'To be sure.' }, olive.headers)
  expect(asked.status).toBe(200)

  const { entries } = await timeline('acme')
  const told = entries.map(({ kind, sentence }) => `${kind}: ${sentence}`)
  expect(told[0]).toMatch(/^line: Olive, operator, replayed the event \S+: “To be sure\.”\.?$/)
  expect(told).toContain('drift: A comparison with Stripe set right: seats (3 → 5).')
  expect(told).toContain('letter: A letter said that an invoice was paid.')
  expect(told.join('\n')).toMatch(/event: Stripe told of a new subscription[.,]/)
  expect(told.join('\n')).toMatch(
    /line: Atrium started Team by the month, 3 seats, because of the event evt_/,
  )
  expect(told.join('\n')).toMatch(
    /changed the plan from .* 5 seats, found by a comparison with Stripe\./,
  )
  const moments = entries.map(({ when }) => when.getTime())
  expect(moments).toEqual(moments.toSorted((one, other) => other - one))
  expect((await timeline('globex')).entries).toEqual([])
})

test('a long timeline is read page by page, nothing twice and nothing left out', async () => {
  await customerOf('acme')
  await asOwner(sql`insert into billing_letter (organization_id, about, at)
    select 'acme', 'receipt of in_' || n, now() - (n / 5) * interval '1 second'
    from generate_series(100, 170) n`)
  await asOwner(sql`insert into billing_drift (organization_id, found, at)
    select 'acme', '{"seats":{"here":1,"stripe":2}}', now() - (n / 5) * interval '1 second'
    from generate_series(100, 119) n`)
  const pages = [await timeline('acme')]
  for (let page = pages.at(-1); page?.next; page = pages.at(-1)) {
    pages.push(await timeline('acme', page.next))
  }
  expect(pages.map(({ entries }) => entries.length)).toEqual([30, 30, 30, 1])
  const kinds = pages.flatMap(({ entries }) => entries.map(({ kind }) => kind))
  expect(kinds.filter((kind) => kind === 'drift')).toHaveLength(20)
  const back = await timeline('acme', pages[3]?.previous ?? '')
  expect(back.entries).toEqual(pages[2]?.entries)
  expect((await timeline('acme', 'nonsense')).entries).toEqual(pages[0]?.entries)
})

test('differences are listed in words, and found by organization', async () => {
  await customerOf('acme')
  await customerOf('globex')
  await asOwner(sql`insert into billing_drift (organization_id, subscription_id, found) values
    ('acme', 'sub_1', '{"status":{"here":"active","stripe":"canceled"},"endedAt":{"here":null,"stripe":"2026-03-03T10:00:00.000Z"}}'),
    ('globex', null, '{"paymentMethod":{"here":null,"stripe":"Visa ending in 4242"}}')`)
  const listed = async (query: object) => {
    const { result } = await knock(listDrift, query, olive.headers)
    const { drift } = z
      .object({ drift: z.array(z.looseObject({ found: z.array(z.unknown()) })) })
      .parse(result)
    return drift
  }
  expect(await listed({})).toMatchObject([
    {
      organization: { id: 'globex' },
      found: [{ field: 'Paid with', here: 'nothing', stripe: 'Visa ending in 4242' }],
    },
    {
      organization: { id: 'acme' },
      found: [
        { field: 'Status', here: 'active', stripe: 'canceled' },
        { field: 'Ended on', here: 'nothing', stripe: '3 Mar 2026, 10:00' },
      ],
    },
  ])
  for (const q of ['globe', 'globex']) expect(await listed({ q })).toHaveLength(1)
  expect(await listed({ q: 'sub_1' })).toMatchObject([{ organization: { id: 'acme' } }])
  expect(await listed({ q: '%' })).toEqual([])
})

test('subscriptions are counted by plan, state and interval', async () => {
  const [acme, globex] = [await found('acme', ada), await found('globex', ada)]
  await subscribed(acme, { plan: 'team', seats: 4 })
  await subscribed(globex, { plan: 'team', seats: 3 })
  await subscribed(globex, { plan: 'business', status: 'canceled', interval: 'year' })
  const { result } = await knock(countSubscriptions, undefined, olive.headers)
  expect(result).toEqual([
    {
      plan: 'business',
      name: 'Business',
      status: 'canceled',
      interval: 'year',
      count: 1,
      seats: 1,
    },
    { plan: 'team', name: 'Team', status: 'active', interval: 'month', count: 2, seats: 7 },
  ])
})
