import type Stripe from 'stripe'
import { idOf } from './lists.ts'
import type { World } from './world.ts'

/** The discounts of a subscription that hold at a moment. */
export function discountsOf(
  world: World,
  subscription: Stripe.Subscription,
  at: number,
): Stripe.Discount[] {
  return subscription.discounts
    .flatMap((each) => world.discounts.get(idOf(each)) ?? [])
    .filter(({ end }) => end === null || end > at)
}

/** Takes the discounts off the lines that they may be taken off; what was taken off stands in each line. */
export function applyDiscounts(
  world: World,
  lines: readonly Stripe.InvoiceLineItem[],
  discounts: readonly Stripe.Discount[],
): void {
  for (const discount of discounts) {
    const coupon = couponOf(world, discount)
    let fixed = coupon?.amount_off ?? 0
    for (const line of lines.filter(({ discountable, amount }) => discountable && amount > 0)) {
      const left = takenOff([line]).reduce((rest, { amount }) => rest - amount, line.amount)
      const amount = Math.min(left, Math.round((left * (coupon?.percent_off ?? 0)) / 100) + fixed)
      fixed -= Math.min(fixed, left)
      line.discounts.push(discount.id)
      line.discount_amounts?.push({ amount, discount: discount.id })
    }
  }
}

/** What each discount takes off these lines. */
export function takenOff(lines: readonly Stripe.InvoiceLineItem[]) {
  const sums = new Map<string, number>()
  for (const { amount, discount } of lines.flatMap((line) => line.discount_amounts ?? [])) {
    sums.set(idOf(discount), (sums.get(idOf(discount)) ?? 0) + amount)
  }
  return [...sums].map(([discount, amount]) => ({ amount, discount }))
}

/** What is left of one when a subscription's percentages are taken off: prorations are counted with it. */
export function shareLeft(world: World, subscription: Stripe.Subscription, at: number): number {
  return discountsOf(world, subscription, at)
    .map((discount) => couponOf(world, discount)?.percent_off ?? 0)
    .reduce((left, percent) => left * (1 - percent / 100), 1)
}

/** Ends the discounts that are meant for one invoice only. */
export function spend(world: World, subscription: Stripe.Subscription): void {
  subscription.discounts = subscription.discounts.filter((each) => {
    const discount = world.discounts.get(idOf(each))
    return !discount || couponOf(world, discount)?.duration !== 'once'
  })
}

function couponOf(world: World, { source }: Stripe.Discount): Stripe.Coupon | undefined {
  return source.coupon ? world.coupons.get(idOf(source.coupon)) : undefined
}
