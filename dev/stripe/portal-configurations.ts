import type Stripe from 'stripe'
import { missing } from './faults.ts'
import { listed } from './lists.ts'
import type { Params } from './params.ts'
import { type Call, paging, type Route } from './routes.ts'
import { nowIn, type World } from './world.ts'

type Configuration = Stripe.BillingPortal.Configuration
type Update = Configuration['features']['subscription_update']

const features = [
  'features.invoice_history.enabled',
  'features.payment_method_update.enabled',
  'features.subscription_cancel.enabled',
  'features.subscription_cancel.mode',
  'features.subscription_update.enabled',
  'features.subscription_update.default_allowed_updates.*',
  'features.subscription_update.proration_behavior',
  'features.subscription_update.schedule_at_period_end.conditions.*.type',
  'features.subscription_update.trial_update_behavior',
  'features.subscription_update.products.*.product',
  'features.subscription_update.products.*.prices.*',
  'features.subscription_update.products.*.adjustable_quantity.enabled',
] as const

/**
 * The portal's settings, which a command that sets an account up reads and writes. There is one, the default, as if
 * somebody had saved it in the dashboard; the portal's pages here behave the same whatever it says.
 */
export const portalConfigurationRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/billing_portal/configurations',
    params: ['active', 'is_default', ...paging],
    handler: (call) => {
      const one = theDefault(call.world)
      const active = call.params.flag('active')
      const wanted = call.params.flag('is_default')
      return listed(call, active === false || wanted === false ? [] : [one])
    },
  },
  {
    method: 'POST',
    path: '/v1/billing_portal/configurations/:id',
    params: features,
    handler: change,
  },
]

function change({ world, id, params }: Call): Configuration {
  const one = theDefault(world)
  if (id !== one.id) throw missing('configuration', id)
  const given = params.under('features')
  const { invoice_history, payment_method_update, subscription_cancel } = one.features
  const cancel = given.under('subscription_cancel')
  switched(invoice_history, given.under('invoice_history'))
  switched(payment_method_update, given.under('payment_method_update'))
  switched(subscription_cancel, cancel)
  subscription_cancel.mode =
    cancel.choice('mode', ['at_period_end', 'immediately']) ?? subscription_cancel.mode
  changeUpdates(one.features.subscription_update, given.under('subscription_update'))
  one.updated = nowIn(world)
  return one
}

function changeUpdates(update: Update, given: Params): void {
  switched(update, given)
  if (given.has('default_allowed_updates')) {
    update.default_allowed_updates = given.texts('default_allowed_updates')
  }
  update.proration_behavior =
    given.choice('proration_behavior', ['none', 'create_prorations', 'always_invoice']) ??
    update.proration_behavior
  update.trial_update_behavior =
    given.choice('trial_update_behavior', ['end_trial', 'continue_trial']) ??
    update.trial_update_behavior
  if (given.has('schedule_at_period_end')) {
    const conditions = given.under('schedule_at_period_end').each('conditions')
    update.schedule_at_period_end = {
      conditions: conditions.map((each) => ({ type: each.required('type') })),
    }
  }
  if (given.has('products')) {
    update.products = given.each('products').map((each) => ({
      product: each.required('product'),
      prices: each.texts('prices'),
      adjustable_quantity: {
        enabled: each.under('adjustable_quantity').flag('enabled') ?? false,
        minimum: 1,
        maximum: null,
      },
    }))
  }
}

function switched(feature: { enabled: boolean }, given: Params): void {
  feature.enabled = given.flag('enabled') ?? feature.enabled
}

/** As Stripe's dashboard saves it when nobody has changed anything. */
function theDefault(world: World): Configuration {
  const standing = world.portalConfigurations.get('bpc_stand_in')
  if (standing) return standing
  const made: Configuration = {
    id: 'bpc_stand_in',
    object: 'billing_portal.configuration',
    active: true,
    application: null,
    business_profile: { headline: null, privacy_policy_url: null, terms_of_service_url: null },
    created: nowIn(world),
    default_return_url: null,
    features: {
      customer_update: { allowed_updates: [], enabled: false },
      invoice_history: { enabled: true },
      payment_method_update: { enabled: true, payment_method_configuration: null },
      subscription_cancel: {
        cancellation_reason: { enabled: false, feedback_options: null, options: [] },
        enabled: true,
        mode: 'at_period_end',
        proration_behavior: 'none',
      },
      subscription_update: {
        billing_cycle_anchor: 'unchanged',
        default_allowed_updates: [],
        enabled: false,
        products: [],
        proration_behavior: 'none',
        schedule_at_period_end: { conditions: [] },
        trial_update_behavior: 'end_trial',
      },
    },
    is_default: true,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: {},
    name: null,
    updated: nowIn(world),
  }
  world.portalConfigurations.set(made.id, made)
  return made
}
