import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { Transaction } from '~/db/client'
import { billingNow } from './clock.server'
import { type Account, type Bought, type Standing, standingOf } from './standing'
import { billingOn } from './stripe.server'

/** What is kept of an organization's bill, as the database gives it: moments in words. */
export type Bill = { bought: Written<Bought>[]; account: Written<Account> | null }

type Written<Row> = {
  [Key in keyof Row]-?: Required<Row>[Key] extends Date | null ? string | null : Required<Row>[Key]
}

/** The organization's standing now. One statement. */
export async function findStanding(scope: {
  organization: { id: string }
  tx: Pick<Transaction, 'execute'>
}): Promise<Standing> {
  const { rows } = await scope.tx.execute<{ bill: Bill | null }>(
    sql`select ${billOf(sql`${scope.organization.id}`)} as bill`,
  )
  return standingIn(rows[0]?.bill ?? null)
}

/** An organization's bill, to be asked together with something else. Where nothing can be bought nothing was. */
export function billOf(organizationId: SQLWrapper): SQL<Bill> {
  const bought = sql`(select coalesce(json_agg(json_build_object(
        'plan', s.plan, 'status', s.status, 'billingInterval', s.billing_interval, 'seats', s.seats,
        'periodEnd', s.period_end at time zone 'utc', 'trialEnd', s.trial_end at time zone 'utc',
        'cancelAtPeriodEnd', s.cancel_at_period_end, 'cancelAt', s.cancel_at at time zone 'utc')), '[]')
      from subscription s where s.reference_id = ${organizationId} and s.status in ${live})`
  return sql`json_build_object(
    'bought', ${billingOn ? bought : sql`'[]'::json`},
    'account', (select json_build_object(
        'pastDueSince', a.past_due_since, 'paymentMethod', a.payment_method,
        'nextPlan', a.next_plan, 'nextInterval', a.next_interval,
        'grantedPlan', a.granted_plan, 'grantedUntil', a.granted_until)
      from billing_account a where a.organization_id = ${organizationId}))`
}

/** The states in which a subscription is under way: whatever else there was is history. */
export const live: SQL = sql.raw(`('trialing', 'active', 'past_due', 'unpaid', 'paused')`)

/** What a bill amounts to now. */
export function standingIn(bill: Bill | null): Standing {
  const bought = (bill?.bought ?? []).map((row) => ({
    ...row,
    periodEnd: moment(row.periodEnd),
    trialEnd: moment(row.trialEnd),
    cancelAt: moment(row.cancelAt),
  }))
  return standingOf(bought, accountIn(bill), billingNow())
}

function accountIn(bill: Bill | null): Account | null {
  const account = bill?.account
  if (!account) return null
  const { pastDueSince, grantedUntil } = account
  return {
    ...account,
    pastDueSince: moment(pastDueSince),
    grantedUntil: moment(grantedUntil),
  }
}

function moment(written: string | null): Date | null {
  return written === null ? null : new Date(written)
}
