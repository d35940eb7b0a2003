import { subscriptions as plugin } from '~/billing/plugin.server'
import { trialDaysFor } from '~/billing/trials.server'
import { lookUpMembership } from '../membership.server'
import { unitDatabase } from '../unit.server'
import { stillMyTurn } from './one-at-a-time.server'

/** better-auth's subscriptions, for those whose role in the organization permits it. */
export const subscriptions = plugin({
  authorizeReference: async ({ user, referenceId, action }) => {
    const me = await lookUpMembership(unitDatabase, user.id, { id: referenceId })
    return Boolean(me?.can({ billing: action === 'list-subscription' ? ['read'] : ['manage'] }))
  },

  getCheckoutSessionParams: async ({ user, plan, subscription }) => {
    const organization = { id: subscription.referenceId }
    await stillMyTurn(organization)
    const days = await trialDaysFor(unitDatabase, plan.name, organization, user)
    return {
      params: {
        allow_promotion_codes: true,
        payment_method_collection: 'if_required',
        ...(days > 0 && trialOf(user, days)),
      },
    }
  },

  // Whoever buys first gets the bill; on Stripe's page it can be another address.
  getCustomerCreateParams: async (_organization, context) => ({
    email: context.context.session?.user.email,
  }),
})

/** A trial asks for no card, and ends with nothing to pay where none was given. */
function trialOf({ id }: { id: string }, days: number) {
  return {
    metadata: { trialOf: id },
    subscription_data: {
      trial_period_days: days,
      trial_settings: { end_behavior: { missing_payment_method: 'cancel' as const } },
    },
  }
}
