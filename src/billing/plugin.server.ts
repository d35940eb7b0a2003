import { type StripePlan, stripe as stripePlugin } from '@better-auth/stripe'
import { env } from '~/env.server'
import { paidPlans } from './catalog'
import { stripe } from './stripe.server'

type Options = Parameters<typeof stripePlugin>[0]
type Subscriptions = Extract<Options['subscription'], { enabled: true }>
type Organizations = NonNullable<Options['organization']>
type Rules = Pick<Required<Subscriptions>, 'authorizeReference' | 'getCheckoutSessionParams'> &
  Pick<Required<Organizations>, 'getCustomerCreateParams'>

/**
 * better-auth's Stripe plugin, for organizations only. Its endpoints lead people to Stripe's pages; what is true
 * afterwards is read from Stripe by this room, never from its webhook, which is closed.
 * @param rules who may do what, and what a payment page is told: the auth room's, which knows members
 */
export const subscriptions = ({ getCustomerCreateParams, ...rules }: Rules) =>
  stripePlugin({
    stripeClient: stripe,
    stripeWebhookSecret: env.STRIPE_WEBHOOK_SECRET ?? 'whsec_none',
    createCustomerOnSignUp: false,
    organization: { enabled: true, getCustomerCreateParams },
    subscription: { enabled: true, plans, requireEmailVerification: true, ...rules },
  })

/**
 * By lookup key, and without a seat price: the plugin knows one for a month only, so the quantity of the plan's own
 * price is the number of seats (see seats.server.ts). A trial is said for each payment page (see trials.server.ts).
 */
const plans: StripePlan[] = paidPlans.map(({ id, stripe: keys }) => ({
  name: id,
  lookupKey: keys?.month,
  annualDiscountLookupKey: keys?.year,
}))
