import { append, type Who } from '~/audit/append.server'
import { asTenant } from '~/db/tenant'
import { Refusal } from '~/refusal'
import { billingNow } from './clock.server'
import { underCustomerLock } from './customer-lock.server'
import * as ledger from './ledger.server'
import { untellTrial } from './letters.server'
import { readLocked } from './reading.server'
import { requireBilling, stripe } from './stripe.server'
import { refusalOf } from './stripe-errors.server'

const day = 86_400_000

/** How far a trial's end may be moved, in days from now. */
const furthest = 365

type Wanted = { customer: string | null; until: string; reason: string }

/**
 * Lets a trial end later, at Stripe, and reads it from there. Alone with the customer, so that two who do it at once
 * do it one after the other.
 * @param wanted.until a day, as 2027-03-03, through which it goes on
 * @throws Refusal conflict where nothing is on trial, invalid for a day that is not later; unavailable without Stripe
 */
export async function extendTrial(
  who: Who & { user: { id: string; name: string } },
  organization: { id: string },
  { customer, until, reason }: Wanted,
): Promise<void> {
  requireBilling()
  if (!customer) throw notOnTrial
  const cause = { person: { id: who.user.id, name: who.user.name } }
  try {
    await underCustomerLock(customer, async (tx) => {
      await readLocked(tx, customer, cause)
      const { rows } = await ledger.ledgerOf(tx, organization.id)
      const now = billingNow()
      const trial = rows.find(
        ({ status, trialEnd }) => status === 'trialing' && trialEnd !== null && trialEnd > now,
      )
      if (!trial?.stripeSubscriptionId || !trial.trialEnd) throw notOnTrial
      const end = laterEnd(until, trial.trialEnd, now)
      await stripe.subscriptions.update(trial.stripeSubscriptionId, {
        trial_end: Math.floor(end.getTime() / 1_000),
        proration_behavior: 'none',
      })
      await untellTrial(tx, organization, trial.stripeSubscriptionId)
      await readLocked(tx, customer, cause)
      const details = { subscriptionId: trial.id, until: end.toISOString(), reason }
      await asTenant(tx, { organization }, (tenant) =>
        append({ ...who, organization, tx: tenant }, 'trial.extended', details),
      )
    })
  } catch (error) {
    throw refusalOf(error) ?? error
  }
}

const notOnTrial = new Refusal(
  'conflict',
  'Nothing is on trial here. A trial that is over stays over.',
)

function laterEnd(until: string, before: Date, now: Date): Date {
  const end = new Date(`${until}T23:59:59.000Z`)
  const sentence = !(end > before)
    ? 'The trial lasts until then already. Choose a later day.'
    : end.getTime() > now.getTime() + furthest * day
      ? 'Choose a day within a year.'
      : undefined
  if (sentence) throw new Refusal('invalid', sentence, { until: sentence })
  return end
}
