import { trialAhead } from '~/auth/billing/trial-ahead.server'
import type { Scope } from '~/auth/session.server'
import { offersOf } from '~/billing/offers'
import { billingOn } from '~/billing/stripe.server'
import { usage } from '~/billing/usage.server'
import { withTenant } from '~/db/tenant'

export type Billing = Awaited<ReturnType<typeof get>>

/** What the organization has, what of it is used, and what it could have instead. Two statements, one after the other. */
export async function get(scope: Omit<Scope, 'tx'>) {
  const { standing } = scope
  // What is counted is not shown: the limits hold for all teams.
  const all = { ...scope, oversees: true }
  const used = await withTenant(all, (tx) => usage({ ...all, tx }))
  const isFree = billingOn && standing.subscribed === null
  const mayTry = isFree && (await trialAhead(scope))
  return {
    on: billingOn,
    standing,
    usage: used,
    offers: billingOn ? offersOf(standing, mayTry) : [],
  }
}
