import { expect, test } from 'vitest'
import { routes } from '../../dev/stripe/calls.ts'
import { advanceTo } from '../../dev/stripe/clock.ts'
import { dice } from '../../dev/stripe/dice.ts'
import { StripeFault } from '../../dev/stripe/faults.ts'
import { decode, Params } from '../../dev/stripe/params.ts'
import { routeOf } from '../../dev/stripe/routes.ts'
import { beginSubscription } from '../../dev/stripe/subscription-new.ts'
import type { World } from '../../dev/stripe/world.ts'
import { cards, day, only, standIn, stock } from './subscriber.ts'

const there = await standIn()
const prices = await stock(there.stripe)
const histories = 8

/** A call as the SDK makes it, to a world that no server serves; what is refused changes nothing. */
async function call(world: World, path: string, form: Record<string, string>, method = 'POST') {
  const found = routeOf(routes, method, `/v1/${path}`)
  const params = new Params(decode(new URLSearchParams(form).toString()))
  try {
    await found?.route.handler({ world, id: found.id, path, params })
  } catch (error) {
    if (!(error instanceof StripeFault)) throw error
  }
}

type Act = { after: number; act: (world: World) => Promise<void> }

const nth = <Thing>(things: Map<string, Thing>, place: number) => [...things.values()][place]

/** What people do in a year and a bit, at random moments: the same for the same seed. */
function acts(roll: () => number): Act[] {
  const pick = <Thing>(...things: Thing[]) => things[Math.floor(roll() * things.length)]
  return Array.from({ length: 8 }, () => {
    const place = Math.floor(roll() * 4)
    const kind = pick('seats', 'seats', 'year', 'cancel', 'resume', 'card', 'pay', 'down', 'end')
    const quantity = String(1 + Math.floor(roll() * 9))
    const behavior = pick('create_prorations', 'always_invoice', 'none') ?? 'none'
    const does = pick('pays', 'declines', 'asks') ?? 'pays'
    const act = async (world: World) => {
      const subscription = nth(world.subscriptions, place)
      const item = subscription && only(subscription.items.data)
      if (!subscription || !item) return
      const update = (form: Record<string, string>) =>
        call(world, `subscriptions/${subscription.id}`, form)
      const items = { 'items[0][id]': item.id, 'items[0][quantity]': quantity }
      if (kind === 'seats') await update({ ...items, proration_behavior: behavior })
      if (kind === 'year') await update({ ...items, 'items[0][price]': prices.year })
      if (kind === 'cancel') await update({ cancel_at_period_end: 'true' })
      if (kind === 'resume') await update({ cancel_at_period_end: 'false' })
      if (kind === 'card') world.cards.set(String(subscription.default_payment_method), does)
      if (kind === 'pay') await call(world, `invoices/${subscription.latest_invoice}/pay`, {})
      if (kind === 'end') {
        await call(world, `subscriptions/${subscription.id}`, { prorate: 'true' }, 'DELETE')
      }
      if (kind === 'down') await goDown(world, subscription.id)
    }
    return { after: Math.floor(roll() * 60 * day), act }
  })
}

async function goDown(world: World, subscription: string) {
  await call(world, 'subscription_schedules', { from_subscription: subscription })
  const schedule = [...world.schedules.values()].at(-1)
  const phase = schedule?.phases[0]
  const price = phase?.items[0]?.price
  if (!schedule || !phase || typeof price !== 'string') return
  await call(world, `subscription_schedules/${schedule.id}`, {
    'phases[0][items][0][price]': price,
    'phases[0][end_date]': String(phase.end_date),
    'phases[1][items][0][price]': prices.small,
    'phases[1][proration_behavior]': 'none',
  })
}

/** Four customers who begin at the same moment: two with a trial, one of them without a card. */
function begun(): World {
  const world = structuredClone(there.standIn.world)
  world.standsAt = Date.parse('2027-01-31T12:00:00Z') / 1_000
  world.doneUntil = world.standsAt
  for (const place of [0, 1, 2, 3]) {
    const customer = only(customers.slice(place))
    const price = world.prices.get(place === 1 ? prices.year : prices.month)
    if (!price) throw new Error('The price is gone.')
    beginSubscription(world, {
      customer: customer.id,
      items: [{ price, quantity: place + 1 }],
      card: place === 3 ? null : only(customer.cards),
      trialDays: place > 1 ? 14 : null,
      missingPaymentMethod: 'cancel',
    })
  }
  return world
}

const customers = await Promise.all(
  [0, 1, 2, 3].map(async () => {
    const { id } = await there.stripe.customers.create({ name: 'Acme' })
    return { id, cards: [there.standIn.hands.addCard(id, cards.pays).id] }
  }),
)

/** Everything of a world but its ids, which are numbered as they come. */
function seen(world: World): unknown {
  const names = new Map<string, string>()
  const { ahead, standsAt, doneUntil, answered, ...things } = world
  const text = JSON.stringify(things, (_key, value) => (value instanceof Map ? [...value] : value))
  const numbered = text.replace(/\b[a-z_]+_[A-Za-z0-9]{24}\b/g, (id) => {
    const name = names.get(id) ?? `#${names.size}`
    names.set(id, name)
    return name
  })
  return JSON.parse(numbered)
}

async function play(seed: number, steps: (from: number, to: number) => number[]): Promise<World> {
  const world = begun()
  let at = world.standsAt ?? 0
  for (const { after, act } of acts(dice(seed))) {
    for (const step of steps(at, at + after)) await advanceTo(world, step)
    at += after
    // The clock of this machine goes on while a step is taken, and nothing here may depend on it.
    world.standsAt = at
    await act(world)
  }
  return world
}

/** What holds of money at any time. */
function sumsUp(world: World): void {
  const asked = new Set<string>()
  for (const invoice of world.invoices.values()) {
    const lines = invoice.lines.data
    const off = lines.flatMap((line) => line.discount_amounts ?? [])
    const sum = (amounts: { amount: number }[]) =>
      amounts.reduce((all, { amount }) => all + amount, 0)
    expect(sum(lines) - sum(off)).toBe(invoice.total)
    expect(invoice.amount_paid + invoice.amount_remaining).toBe(invoice.amount_due)
    if (invoice.ending_balance !== null) {
      const used = invoice.ending_balance - invoice.starting_balance
      expect(invoice.amount_due).toBe(invoice.total + -used)
    }
    for (const { parent, period } of lines) {
      const item = parent?.subscription_item_details?.subscription_item
      const what = item
        ? `${item} from ${period.start}`
        : `${parent?.invoice_item_details?.invoice_item}`
      expect(asked, 'nothing is asked for twice').not.toContain(what)
      asked.add(what)
    }
  }
  const paid = [...world.events.values()].flatMap((event) =>
    event.type === 'invoice.paid' ? [event.data.object.id] : [],
  )
  expect(new Set(paid).size).toBe(paid.length)
}

test('however the clock is moved, the same happens at the same moments, and the money adds up', async () => {
  for (let seed = 1; seed <= histories; seed += 1) {
    const roll = dice(1_000 + seed)
    const atOnce = await play(seed, (_from, to) => [to])
    const inSteps = await play(seed, (from, to) =>
      [...Array.from({ length: 5 }, () => from + Math.floor(roll() * (to - from))), to].toSorted(
        (a, b) => a - b,
      ),
    )
    expect(seen(inSteps), `seed ${seed}`).toEqual(seen(atOnce))
    sumsUp(atOnce)
    expect(atOnce.invoices.size).toBeGreaterThan(4)
  }
}, 60_000)
