import { sql } from 'drizzle-orm'
import { asOwner } from '../support/database'

type Bought = {
  plan?: 'team' | 'business'
  status?: string
  seats?: number
  interval?: 'month' | 'year'
  /** Days from now. */
  periodEnd?: number
  trialEnd?: number
  cancelAt?: number
  cancelAtPeriodEnd?: boolean
}

/** Days from now as the database keeps them; null where none are said. */
const inDays = (days: number | undefined) =>
  days === undefined ? sql`null` : sql`now() at time zone 'utc' + ${days} * interval '1 day'`

/** An organization's subscription as it is written when Stripe was read. */
export async function subscribed(
  organization: { id: string },
  { plan = 'business', status = 'active', seats = 1, interval = 'month', ...when }: Bought = {},
): Promise<void> {
  const { periodEnd = 20, trialEnd, cancelAt, cancelAtPeriodEnd = false } = when
  await asOwner(sql`
    insert into subscription (id, plan, reference_id, stripe_customer_id, stripe_subscription_id, status,
      period_end, trial_end, cancel_at, cancel_at_period_end, seats, billing_interval)
    values (${crypto.randomUUID()}, ${plan}, ${organization.id}, ${`cus_${organization.id}`},
      ${`sub_${crypto.randomUUID()}`}, ${status}, ${inDays(periodEnd)}, ${inDays(trialEnd)}, ${inDays(cancelAt)},
      ${cancelAtPeriodEnd}, ${seats}, ${interval})`)
}

/** Since when its payment is late, in days. */
export async function late(organization: { id: string }, days: number): Promise<void> {
  await asOwner(sql`
    insert into billing_account (organization_id, past_due_since)
    values (${organization.id}, now() - ${days} * interval '1 day')
    on conflict (organization_id) do update set past_due_since = excluded.past_due_since`)
}

/** It moves down: nothing it bought is under way any more. */
export async function unsubscribed(organization: { id: string }): Promise<void> {
  await asOwner(
    sql`update subscription set status = 'canceled' where reference_id = ${organization.id}`,
  )
}
