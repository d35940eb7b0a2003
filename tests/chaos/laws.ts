import app from 'app.config'
import type Stripe from 'stripe'
import { defaultPlan, planById, rankOf } from '~/billing/catalog'
import { boughtWith, factsOf, idOf } from '~/billing/facts'
import { type Account, type Bought, standingOf } from '~/billing/standing'
import type { World } from '../../dev/stripe/world'
import type { Ground } from './ground'

const day = 86_400
const hour = 3_600

/** Until when a customer has paid for each plan, and had it on trial, as Stripe's own events tell; in seconds. */
export type Ledger = {
  /** Takes note of what has happened since. */
  follow(): void
  /** Who has paid for a larger plan has paid for this one: moved down, its days of grace begin where that ends. */
  until(customer: string, plan: string): { paid: number; trial: number }
}

/** A ledger kept beside the app, from what happened at Stripe, whether it was delivered or not. */
export function openLedger(world: World): Ledger {
  const seen = new Set<string>()
  const all = new Map<string, { paid: number; trial: number }>()
  const of = (customer: string, plan: string) => {
    const key = `${customer} ${plan}`
    const entry = all.get(key) ?? { paid: 0, trial: 0 }
    all.set(key, entry)
    return entry
  }
  return {
    until(customer, plan) {
      const enough = app.plans.filter(({ id }) => rankOf(id) >= rankOf(plan))
      const entries = enough.map(({ id }) => of(customer, id))
      return {
        paid: Math.max(...entries.map(({ paid }) => paid)),
        trial: Math.max(...entries.map(({ trial }) => trial)),
      }
    },
    follow() {
      for (const event of world.events.values()) {
        if (seen.has(event.id)) continue
        seen.add(event.id)
        if (event.type === 'invoice.paid') notePaid(event.data.object)
        if (
          event.type === 'customer.subscription.created' ||
          event.type === 'customer.subscription.updated'
        ) {
          noteTrial(event.data.object)
        }
      }
    },
  }

  function notePaid({ customer, lines }: Stripe.Invoice): void {
    for (const { period, pricing } of lines.data) {
      const id = pricing?.price_details?.price
      const price = id ? world.prices.get(idOf(id)) : undefined
      const bought = price && boughtWith(price)
      if (!bought || !customer) continue
      const entry = of(idOf(customer), bought.plan)
      entry.paid = Math.max(entry.paid, period.end)
    }
  }

  function noteTrial(subscription: Stripe.Subscription): void {
    const facts = factsOf(subscription)
    if (!facts || subscription.status !== 'trialing') return
    const entry = of(idOf(subscription.customer), facts.plan)
    entry.trial = Math.max(entry.trial, subscription.trial_end ?? 0)
  }
}

type Kept = {
  id: string
  customer: string | null
  members: number
  rows: (Bought & { stripeId: string | null })[]
  account: Account | null
}

/** What every organization of the ground has, by its own rows. */
async function kept({ query, organizations }: Ground): Promise<Kept[]> {
  const moments = ['periodEnd', 'trialEnd', 'cancelAt'] as const
  const found = await query<Kept>(
    `select o.id, o.stripe_customer_id as customer,
      (select count(*)::int from member m where m.organization_id = o.id) as members,
      (select coalesce(json_agg(json_build_object('stripeId', s.stripe_subscription_id, 'plan', s.plan,
          'status', s.status, 'billingInterval', s.billing_interval, 'seats', s.seats,
          'periodEnd', s.period_end at time zone 'utc', 'trialEnd', s.trial_end at time zone 'utc',
          'cancelAtPeriodEnd', s.cancel_at_period_end, 'cancelAt', s.cancel_at at time zone 'utc')), '[]')
        from subscription s where s.reference_id = o.id and s.stripe_subscription_id is not null) as rows,
      (select json_build_object('pastDueSince', a.past_due_since, 'paymentMethod', a.payment_method,
          'nextPlan', a.next_plan, 'nextInterval', a.next_interval)
        from billing_account a where a.organization_id = o.id) as account
     from organization o where o.id = any ($1)`,
    [organizations.map(({ id }) => id)],
  )
  const date = (written: Date | null) => (written ? new Date(written) : null)
  return found.map((each) => ({
    ...each,
    rows: each.rows.map((row) => ({
      ...row,
      ...Object.fromEntries(moments.map((name) => [name, date(row[name])])),
    })),
    account: each.account && {
      ...each.account,
      pastDueSince: date(each.account.pastDueSince),
    },
  }))
}

/** Whoever has something now that was neither paid nor on trial, grace and lateness of news allowed for. */
export async function unpaid(ground: Ground, ledger: Ledger): Promise<string[]> {
  ledger.follow()
  const now = ground.stripe.clock.now()
  const seconds = now.getTime() / 1_000
  const grace = app.billing.graceDays * day + hour
  return (await kept(ground)).flatMap(({ id, customer, rows, account }) => {
    const { plan, state } = standingOf(rows, account, now)
    if (plan === defaultPlan.id) return []
    const { paid, trial } = ledger.until(customer ?? '', plan)
    const until = state === 'trial' ? trial + hour : Math.max(paid, trial) + grace
    if (seconds <= until) return []
    const late = ((seconds - until) / day).toFixed(1)
    return [`${id} has ${plan} (${state}), which has not been paid for ${late} days`]
  })
}

/** Wherever what stands here is not what Stripe says, or the plan is not what was bought. */
export async function unequal(ground: Ground, ledger: Ledger): Promise<string[]> {
  ledger.follow()
  const { world, clock } = ground.stripe
  return (await kept(ground)).flatMap(({ id, customer, members, rows, account }) => {
    const told = [...world.subscriptions.values()].filter(
      (each) => customer !== null && idOf(each.customer) === customer,
    )
    const complaints = told.flatMap((each) => differs(each, rows))
    const ids = new Set(told.map((each) => each.id))
    for (const { stripeId } of rows) {
      if (stripeId && !ids.has(stripeId)) complaints.push(`${stripeId} is not known at Stripe`)
    }
    const live = told.filter(({ status }) => ['trialing', 'active', 'past_due'].includes(status))
    if (live.length > 1) complaints.push('pays twice')
    const [one] = live
    const facts = one && factsOf(one)
    const perMember = facts && planById(facts.plan)?.seats === 'per-member'
    if (perMember && facts.seats !== members) {
      complaints.push(`pays for ${facts.seats} seats and has ${members} members`)
    }
    const { plan, state } = standingOf(rows, account, clock.now())
    const expected = facts && state !== 'lapsed' ? facts.plan : defaultPlan.id
    if (plan !== expected) complaints.push(`has ${plan} (${state}) instead of ${expected}`)
    return complaints.map((complaint) => `${id} ${complaint}`)
  })
}

function differs(told: Stripe.Subscription, rows: Kept['rows']): string[] {
  const row = rows.find(({ stripeId }) => stripeId === told.id)
  const facts = factsOf(told)
  if (!row || !facts) return [`${told.id} (${told.status}) is missing here`]
  const pairs = {
    plan: [row.plan, facts.plan],
    status: [row.status, facts.status],
    seats: [row.seats, facts.seats],
    interval: [row.billingInterval, facts.billingInterval],
    'period end': [row.periodEnd?.getTime(), facts.periodEnd?.getTime()],
    'trial end': [row.trialEnd?.getTime(), facts.trialEnd?.getTime()],
    'end of all': [row.cancelAt?.getTime(), facts.cancelAt?.getTime()],
    'cancels at the end': [row.cancelAtPeriodEnd, facts.cancelAtPeriodEnd],
  }
  return Object.entries(pairs)
    .filter(([, [here, there]]) => here !== there)
    .map(([name, [here, there]]) => `${told.id}: ${name} is ${here} here and ${there} at Stripe`)
}
