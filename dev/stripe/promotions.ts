import type Stripe from 'stripe'
import { invalid, missing } from './faults.ts'
import type { Params } from './params.ts'
import type { Route } from './routes.ts'
import { emit, newId, nowIn, type World } from './world.ts'

/** @param param the parameter that named it, where one did */
export function couponBy(world: World, id: string, param?: string): Stripe.Coupon {
  const coupon = world.coupons.get(id)
  if (!coupon) throw missing('coupon', id, param)
  return coupon
}

/** The code that a customer types, if it is good now. */
export function promotionCodeTyped(world: World, typed: string): Stripe.PromotionCode | undefined {
  const now = nowIn(world)
  return [...world.promotionCodes.values()].find(
    ({ code, active, expires_at, max_redemptions, times_redeemed }) =>
      active &&
      code.toLowerCase() === typed.trim().toLowerCase() &&
      (expires_at === null || expires_at > now) &&
      (max_redemptions === null || times_redeemed < max_redemptions),
  )
}

/** Gives a subscription what a coupon says, from now on; counts that it was used. */
export function redeem(
  world: World,
  subscription: Stripe.Subscription,
  { coupon, promotionCode }: { coupon: string; promotionCode: string | null },
): void {
  const { duration, duration_in_months, ...given } = couponBy(world, coupon)
  const now = nowIn(world)
  const end = new Date(now * 1_000)
  end.setUTCMonth(end.getUTCMonth() + (duration_in_months ?? 0))
  const discount: Stripe.Discount = {
    id: newId('di'),
    object: 'discount',
    checkout_session: null,
    customer: subscription.customer,
    customer_account: null,
    end: duration === 'repeating' ? Math.floor(end.getTime() / 1_000) : null,
    invoice: null,
    invoice_item: null,
    promotion_code: promotionCode,
    source: { type: 'coupon', coupon: given.id },
    start: now,
    subscription: subscription.id,
    subscription_item: null,
  }
  world.discounts.set(discount.id, discount)
  subscription.discounts.push(discount.id)
  for (const used of [world.coupons.get(coupon), world.promotionCodes.get(promotionCode ?? '')]) {
    if (used) used.times_redeemed += 1
  }
  emit(world, 'customer.discount.created', discount)
}

/** What a coupon leaves of an amount. */
export function reduced(world: World, amount: number, coupon: string | null): number {
  const known = coupon ? world.coupons.get(coupon) : undefined
  if (!known) return amount
  const off = known.amount_off ?? Math.round((amount * (known.percent_off ?? 0)) / 100)
  return Math.max(0, amount - off)
}

function newCoupon(world: World, params: Params): Stripe.Coupon {
  const percent = params.text('percent_off')
  const amount = params.integer('amount_off', 1) ?? null
  if ((percent === undefined) === (amount === null)) {
    throw invalid('Must pass exactly one of `amount_off` or `percent_off`.')
  }
  const duration = params.choice('duration', ['once', 'repeating', 'forever']) ?? 'once'
  return {
    id: params.text('id') ?? newId('co').slice(3, 11),
    object: 'coupon',
    amount_off: amount,
    created: nowIn(world),
    currency: amount === null ? null : params.required('currency'),
    duration,
    duration_in_months:
      duration === 'repeating' ? (params.integer('duration_in_months', 1) ?? 1) : null,
    livemode: false,
    max_redemptions: params.integer('max_redemptions', 1) ?? null,
    metadata: params.metadata(),
    name: params.text('name') ?? null,
    percent_off: percent === undefined ? null : Number(percent),
    redeem_by: null,
    times_redeemed: 0,
    valid: true,
  }
}

function newPromotionCode(world: World, params: Params): Stripe.PromotionCode {
  const coupon = couponBy(world, params.under('promotion').required('coupon'), 'promotion[coupon]')
  return {
    id: newId('promo'),
    object: 'promotion_code',
    active: params.flag('active') ?? true,
    code: params.text('code') ?? newId('code').slice(5, 13).toUpperCase(),
    created: nowIn(world),
    customer: null,
    customer_account: null,
    expires_at: params.integer('expires_at', nowIn(world)) ?? null,
    livemode: false,
    max_redemptions: params.integer('max_redemptions', 1) ?? null,
    metadata: params.metadata(),
    promotion: { type: 'coupon', coupon: coupon.id },
    restrictions: {
      first_time_transaction: false,
      minimum_amount: null,
      minimum_amount_currency: null,
    },
    times_redeemed: 0,
  }
}

const ofCoupons = [
  'id',
  'name',
  'percent_off',
  'amount_off',
  'currency',
  'duration',
  'duration_in_months',
  'max_redemptions',
  'metadata.*',
]
const ofCodes = [
  'promotion.type',
  'promotion.coupon',
  'code',
  'active',
  'expires_at',
  'max_redemptions',
  'metadata.*',
]

export const promotionRoutes: Route[] = [
  {
    method: 'POST',
    path: '/v1/coupons',
    params: ofCoupons,
    handler: ({ world, params }) => {
      const coupon = newCoupon(world, params)
      world.coupons.set(coupon.id, coupon)
      emit(world, 'coupon.created', coupon)
      return coupon
    },
  },
  {
    method: 'POST',
    path: '/v1/promotion_codes',
    params: ofCodes,
    handler: ({ world, params }) => {
      const code = newPromotionCode(world, params)
      world.promotionCodes.set(code.id, code)
      emit(world, 'promotion_code.created', code)
      return code
    },
  },
]
