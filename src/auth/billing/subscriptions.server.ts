import { subscriptions as plugin } from '~/billing/plugin.server'
import { lookUpMembership } from '../membership.server'
import { unitDatabase } from '../unit.server'

/** better-auth's subscriptions, for those whose role in the organization permits it. */
export const subscriptions = plugin({
  authorizeReference: async ({ user, referenceId, action }) => {
    const me = await lookUpMembership(unitDatabase, user.id, { id: referenceId })
    return Boolean(me?.can({ billing: action === 'list-subscription' ? ['read'] : ['manage'] }))
  },
  getCheckoutSessionParams: () => ({
    params: {
      allow_promotion_codes: true,
      payment_method_collection: 'if_required',
    },
  }),
})
