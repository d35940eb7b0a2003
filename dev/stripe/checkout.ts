import type Stripe from 'stripe'
import { newSession, ordered } from './checkout-session.ts'
import { customerBy } from './customers.ts'
import { invalid, missing, notBuilt } from './faults.ts'
import { listed } from './lists.ts'
import type { Params } from './params.ts'
import { day, hour } from './periods.ts'
import { couponBy, reduced } from './promotions.ts'
import { paging, type Route } from './routes.ts'
import { emit, nowIn, type World } from './world.ts'

/** @throws StripeFault */
export function checkoutBy(world: World, id: string): Stripe.Checkout.Session {
  const session = world.checkouts.get(id)
  if (!session) throw missing('checkout.session', id)
  return session
}

/** Ends a payment page that nobody paid on. */
export function expireCheckout(world: World, session: Stripe.Checkout.Session): void {
  session.status = 'expired'
  session.url = null
  emit(world, 'checkout.session.expired', session)
}

function create(world: World, params: Params): Stripe.Checkout.Session {
  const mode = params.required('mode')
  if (mode !== 'subscription') throw notBuilt(`checkout in the mode ${mode}`)
  const customer = customerBy(world, params.required('customer'), 'customer')
  const items = ordered(world, params)
  const discounts = discountsIn(world, params)
  const codes = params.flag('allow_promotion_codes') ?? null
  if (discounts && codes !== null) {
    throw invalid('You may only specify one of these parameters: allow_promotion_codes, discounts.')
  }
  const more = params.under('subscription_data')
  const trialDays = more.integer('trial_period_days', 1) ?? null
  const total = items.reduce((sum, { amount_subtotal }) => sum + amount_subtotal, 0)
  const due = trialDays === null ? total : 0
  const session = newSession(world, {
    customer,
    items,
    params,
    codes,
    discounts,
    amounts: { subtotal: due, total: reduced(world, due, couponIn(discounts)) },
    expiresAt: expiryIn(world, params),
  })
  world.checkouts.set(session.id, session)
  world.orders.set(session.id, {
    trialDays,
    metadata: more.metadata(),
    missingPaymentMethod:
      more
        .under('trial_settings')
        .under('end_behavior')
        .choice('missing_payment_method', ['cancel', 'create_invoice', 'pause']) ??
      'create_invoice',
  })
  return session
}

/** The coupon that a session's first discount leads to. */
export function couponIn(discounts: Stripe.Checkout.Session.Discount[] | null): string | null {
  const coupon = discounts?.[0]?.coupon
  return typeof coupon === 'string' ? coupon : null
}

function discountsIn(world: World, params: Params): Stripe.Checkout.Session.Discount[] | null {
  const given = params.each('discounts').map((each) => {
    const code = each.text('promotion_code')
    const known = code ? world.promotionCodes.get(code) : undefined
    if (code && !known) throw missing('promotion_code', code, 'discounts[0][promotion_code]')
    const coupon = known?.promotion.coupon ?? each.required('coupon')
    const id = typeof coupon === 'string' ? coupon : coupon.id
    return { coupon: couponBy(world, id, 'discounts[0][coupon]').id, promotion_code: code ?? null }
  })
  return given.length > 0 ? given : null
}

function expiryIn(world: World, params: Params): number {
  const now = nowIn(world)
  const wanted = params.integer('expires_at') ?? now + day
  if (wanted >= now + hour / 2 && wanted <= now + day) return wanted
  throw invalid('The `expires_at` timestamp must be between 30 minutes and 24 hours from now.', {
    param: 'expires_at',
  })
}

const told = [
  'mode',
  'customer',
  'customer_update.address',
  'customer_update.name',
  'locale',
  'success_url',
  'cancel_url',
  'client_reference_id',
  'line_items.*.price',
  'line_items.*.quantity',
  'metadata.*',
  'allow_promotion_codes',
  'discounts.*.coupon',
  'discounts.*.promotion_code',
  'payment_method_collection',
  'expires_at',
  'subscription_data.metadata.*',
  'subscription_data.trial_period_days',
  'subscription_data.trial_settings.end_behavior.missing_payment_method',
] as const

export const checkoutRoutes: Route[] = [
  {
    method: 'POST',
    path: '/v1/checkout/sessions',
    params: told,
    handler: ({ world, params }) => create(world, params),
  },
  {
    method: 'GET',
    path: '/v1/checkout/sessions',
    params: ['customer', 'subscription', 'status', ...paging],
    handler: (call) => {
      const { params } = call
      const customer = params.text('customer')
      const subscription = params.text('subscription')
      const status = params.choice('status', ['open', 'complete', 'expired'])
      const fits = (session: Stripe.Checkout.Session) =>
        (!customer || session.customer === customer) &&
        (!subscription || session.subscription === subscription) &&
        (!status || session.status === status)
      return listed(call, call.world.checkouts.values(), fits)
    },
  },
  {
    method: 'GET',
    path: '/v1/checkout/sessions/:id',
    params: [],
    handler: ({ world, id }) => checkoutBy(world, id),
  },
  {
    method: 'POST',
    path: '/v1/checkout/sessions/:id/expire',
    params: [],
    handler: ({ world, id }) => {
      const session = checkoutBy(world, id)
      if (session.status !== 'open') {
        throw invalid(
          `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status}\`.`,
        )
      }
      expireCheckout(world, session)
      return session
    },
  },
]
