import { sql } from 'drizzle-orm'
import type Stripe from 'stripe'
import { billingNow } from '~/billing/clock.server'
import { factsOf } from '~/billing/facts'
import type { Transaction } from '~/db/client'
import { asAuditor } from '~/db/tenant'
import { type Period, stretchesOf } from './overview'
import type { Subscribed, Told } from './overview-spans.server'
import { type Revenue, revenueOf } from './overview-sums.server'

/** What comes in each month and who left, by the bill's clock. Three statements. */
export async function revenue(tx: Transaction, period: Period): Promise<Revenue & { at: string }> {
  const now = billingNow()
  const stretches = stretchesOf(period, now)
  const from = stretches[0]?.from ?? now
  const subscribed = [...(await subscriptions(tx, from)), ...(await departed(tx, from))]
  const told = await asAuditor(tx, (asked) => story(asked, from))
  return { ...revenueOf(subscribed, told, stretches, now), at: now.toISOString() }
}

type Asking = Pick<Transaction, 'execute'>
/** As the database writes a moment: seconds since 1970. */
type Seconds = number | null

/** Every subscription that was under way at some time since a moment. */
async function subscriptions(tx: Asking, from: Date): Promise<Subscribed[]> {
  const { rows } = await tx.execute<{
    id: string
    organization: string
    plan: string
    status: string
    interval: string | null
    seats: number | null
    ends: boolean | null
    since: number
    periodEnd: Seconds
    trialStart: Seconds
    trialEnd: Seconds
    cancelAt: Seconds
    canceledAt: Seconds
    endedAt: Seconds
    owedSince: Seconds
  }>(sql`
    select s.id, s.reference_id as organization, s.plan, s.status, s.billing_interval as interval, s.seats,
      s.cancel_at_period_end as ends, ${seconds('o.created_at')} as since,
      ${seconds('s.period_end')} as "periodEnd",
      ${seconds('s.trial_start')} as "trialStart", ${seconds('s.trial_end')} as "trialEnd",
      ${seconds('s.cancel_at')} as "cancelAt", ${seconds('s.canceled_at')} as "canceledAt",
      ${seconds('s.ended_at')} as "endedAt", ${seconds('a.past_due_since')} as "owedSince"
    from subscription s
      join organization o on o.id = s.reference_id
      left join billing_account a on a.organization_id = s.reference_id
    where s.status not in ('incomplete', 'incomplete_expired')
      and (s.ended_at is null or s.ended_at at time zone 'utc' >= ${from.toISOString()}::timestamptz)`)
  return rows.map((row) => ({
    id: row.id,
    organizationId: row.organization,
    notBefore: new Date(row.since * 1_000),
    plan: row.plan,
    status: row.status,
    billingInterval: row.interval,
    seats: row.seats,
    periodEnd: moment(row.periodEnd),
    trialStart: moment(row.trialStart),
    trialEnd: moment(row.trialEnd),
    cancelAtPeriodEnd: row.ends,
    cancelAt: moment(row.cancelAt),
    canceledAt: moment(row.canceledAt),
    endedAt: moment(row.endedAt),
    pastDueSince: moment(row.owedSince),
  }))
}

/**
 * An organization that is deleted takes its rows along. What Stripe told of the end of its subscription stays; the
 * index `stripe_event_ended` is for this statement.
 */
async function departed(tx: Asking, from: Date): Promise<Subscribed[]> {
  const { rows } = await tx.execute<{ told: Stripe.Subscription }>(sql`
    select e.payload -> 'data' -> 'object' as told from stripe_event e
    where e.type = 'customer.subscription.deleted' and e.created_at >= ${from.toISOString()}::timestamptz
      and not exists (select from organization o where o.stripe_customer_id = e.customer_id)
      and not exists (select from subscription s where s.stripe_customer_id = e.customer_id)`)
  return rows.flatMap(({ told }) => {
    const facts = factsOf(told)
    if (!facts) return []
    const { id, created } = told
    const notBefore = new Date(created * 1_000)
    return { ...facts, id, organizationId: facts.stripeCustomerId, notBefore, pastDueSince: null }
  })
}

/** What the log says of subscriptions since a moment. The index `audit_subscription_at` is for this statement. */
async function story(tx: Asking, from: Date): Promise<Told[]> {
  const { rows } = await tx.execute<{
    at: number
    action: string
    details: Bought & { subscriptionId: string; from?: Bought }
  }>(sql`
    select extract(epoch from at)::float8 as at, action, details from audit
    where action in ('subscription.started', 'subscription.changed', 'subscription.past_due', 'subscription.recovered')
      and at >= ${from.toISOString()}::timestamptz`)
  return rows.map(({ at, action, details }) => {
    const line = { id: details.subscriptionId, at: new Date(at * 1_000) }
    if (details.from) return { ...line, from: details.from, to: details }
    if (action === 'subscription.started') return { ...line, started: true }
    return { ...line, owed: action === 'subscription.past_due' }
  })
}

type Bought = { plan: string; interval: string; seats: number }

/** better-auth's columns carry no time zone and hold UTC. */
const seconds = (column: string) => sql.raw(`extract(epoch from ${column})::float8`)

function moment(seconds: Seconds): Date | null {
  return seconds === null ? null : new Date(seconds * 1_000)
}
