import type { Delivery } from '../deliveries.ts'
import { type Moment, moments } from '../moments.ts'
import { act, list, type PageAnswer, page, table, text } from './html.ts'
import type { PageCall } from './page-call.ts'
import { nameOf } from './portal-home.ts'
import { date } from './words.ts'

const eventsShown = 100

const became: Record<Delivery['state'], string> = {
  waiting: 'on its way',
  arrived: 'arrived',
  dropped: 'lost on the way',
  lost: 'given up',
  kept: 'not sent',
}

/** `/`: the clock, what there is, what happened and whether it arrived, and what may go wrong on the way. */
export function showBoard(call: PageCall): PageAnswer {
  const { world, deliveries, clock } = call
  const now = Math.floor(clock.now().getTime() / 1_000)
  const body = `
<p>It speaks as Stripe does, for the app that was led to it. Test cards pay, and the clock can be moved.</p>
<h2>Clock</h2>
<p>It is ${date(now)}, ${clock.now().toISOString().slice(11, 16)} UTC.</p>
<div class="acts">${moments(world)
    .map(({ name, words }) => act('/', words, { fields: { act: 'advance', name } }))
    .join('')}</div>
<h2>Subscriptions</h2>
${subscriptions(call)}
<h2>Customers</h2>
${customers(call)}
<h2>On the way to the app</h2>
<p>${text(whereTo(call))}</p>
${knobs(call)}
<h2>Events</h2>
${events(deliveries.all().slice(-eventsShown).reverse())}`
  return { status: 200, html: page({ title: 'Stripe, standing in', body, wide: true }) }
}

export async function pressBoard({
  world,
  deliveries,
  clock,
  form,
}: PageCall): Promise<PageAnswer> {
  const what = form.get('act')
  if (what === 'advance') {
    const moment = moments(world).find(({ name }: Moment) => name === form.get('name'))
    if (moment) await clock.advance(new Date(moment.at * 1_000))
  }
  if (what === 'replay' && world.events.has(form.get('id') ?? '')) {
    deliveries.replay(form.get('id') ?? '')
    await deliveries.settle()
  }
  if (what === 'pause') deliveries.pause()
  if (what === 'resume') deliveries.resume()
  if (what === 'turn') {
    const number = (name: string, most: number) =>
      Math.min(most, Math.max(0, Number(form.get(name)) || 0))
    deliveries.turn({
      duplicate: number('duplicate', 10),
      delay: number('delay', 60_000),
      shuffle: number('shuffle', 100),
      drop: number('drop', 1),
    })
  }
  return { location: '/' }
}

function subscriptions({ world }: PageCall): string {
  const rows = [...world.subscriptions.values()].reverse().map((subscription) => {
    const { id, status, customer, items, cancel_at, cancel_at_period_end } = subscription
    const end = Math.min(...items.data.map((item) => item.current_period_end))
    const ends = cancel_at !== null || cancel_at_period_end
    return [
      `<code>${id}</code>`,
      text(customerName(world, String(customer))),
      items.data
        .map(({ price, quantity }) =>
          text(
            `${quantity ?? 1} × ${nameOf(world, price)}, ${price.recurring?.interval ?? 'once'}`,
          ),
        )
        .join('<br>'),
      text(ends ? `${status}, ends` : status),
      date(end),
    ]
  })
  if (rows.length === 0) return '<p class="quiet-words">Nobody has subscribed.</p>'
  return table('Subscriptions', ['Id', 'Customer', 'Items', 'Status', 'Period ends'], rows)
}

function customers({ world }: PageCall): string {
  const rows = [...world.customers.values()]
    .reverse()
    .map((customer) => [
      `<code>${customer.id}</code>`,
      text(customerName(world, customer.id)),
      customer.deleted ? 'deleted' : text(customer.email ?? ''),
      String(
        [...world.invoices.values()].filter(
          (invoice) => invoice.customer === customer.id && invoice.status === 'paid',
        ).length,
      ),
    ])
  if (rows.length === 0) return '<p class="quiet-words">There are none.</p>'
  return table('Customers', ['Id', 'Name', 'E-mail', 'Paid invoices'], rows, [3])
}

function customerName(world: PageCall['world'], id: string): string {
  const customer = world.customers.get(id)
  return customer?.deleted ? 'deleted' : (customer?.name ?? customer?.email ?? id)
}

function whereTo({ deliveries }: PageCall): string {
  const target = deliveries.target()
  if (!target) return 'Events go nowhere.'
  const held = deliveries.paused() ? ' They are held back.' : ''
  return `Events go to ${typeof target === 'string' ? target : 'a function of this process'}.${held}`
}

function knobs({ deliveries }: PageCall): string {
  const { duplicate, delay, shuffle, drop } = deliveries.knobs()
  const field = (name: string, words: string, value: unknown, step: string) =>
    `<label class="field">${words}<input type="number" name="${name}" min="0" step="${step}" value="${typeof value === 'number' ? value : 0}"></label>`
  return `<form method="post" action="/">
<input type="hidden" name="act" value="turn">
<div class="knobs">
${field('duplicate', 'Sent again, times', duplicate, '0.1')}
${field('delay', 'Delay, ms', delay, '1')}
${field('shuffle', 'Shuffled by', shuffle, '1')}
${field('drop', 'Lost, 0 to 1', drop, '0.05')}
<p><button class="quiet">Set</button></p>
</div></form>
${deliveries.paused() ? act('/', 'Let them go', { fields: { act: 'resume' } }) : act('/', 'Hold them back', { fields: { act: 'pause' } })}`
}

function events(all: Delivery[]): string {
  if (all.length === 0) return '<p class="quiet-words">Nothing has happened.</p>'
  return list(
    all.map(({ event, state, tries, answer }) => [
      `<strong>${text(event.type)}</strong><br><span class="quiet-words">${date(event.created)} · ${became[state]}${tries > 1 ? `, ${tries} tries` : ''}${answer ? ` · ${text(answer)}` : ''} · <code>${event.id}</code></span>`,
      act('/', 'Send again', {
        fields: { act: 'replay', id: event.id },
        name: `Send again: ${event.type}`,
      }),
    ]),
  )
}
