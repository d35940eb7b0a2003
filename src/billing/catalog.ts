import app from 'app.config'
import type { Plan } from '~/define-app'

export type PlanId = string
export type Interval = 'month' | 'year'
export type Feature = keyof typeof app.features

const plans: readonly Plan<Feature>[] = app.plans

/** What everybody has who has chosen nothing else: the first plan of `app.config.ts`. */
export const defaultPlan: Plan<Feature> = app.plans[0]

/** The plans that can be bought, in their order. */
export const paidPlans = plans.filter(({ stripe }) => stripe)

/** A plan by its id; undefined for one that was sold once and is in the configuration no more. */
export function planById(id: PlanId): Plan<Feature> | undefined {
  return plans.find((plan) => plan.id === id)
}

/** The plan that a price of Stripe's belongs to, and how often it is paid, by the price's lookup key. */
export function planByLookupKey(
  key: string | null,
): { plan: Plan<Feature>; interval: Interval } | undefined {
  for (const plan of paidPlans) {
    if (key && plan.stripe?.month === key) return { plan, interval: 'month' }
    if (key && plan.stripe?.year === key) return { plan, interval: 'year' }
  }
  return undefined
}

/** What a plan costs in one interval, in whole units of the product's currency; per member or in all, as it says. */
export function priceOf(plan: Plan, interval: Interval): number {
  return plan.price?.[interval] ?? 0
}

/** A plan's place in their order: the larger one stands later. */
export function rankOf(id: PlanId): number {
  return plans.findIndex((plan) => plan.id === id)
}
