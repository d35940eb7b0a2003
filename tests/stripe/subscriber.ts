import type Stripe from 'stripe'
import { afterAll } from 'vitest'
import type { StripeStandIn } from '../../dev/stripe/start.ts'
import { withSdk } from './with-sdk'

export const day = 86_400
export const hour = 3_600

/** A stand-in for a file of tests, and the real SDK that speaks with it. */
export async function standIn() {
  const there = await withSdk()
  afterAll(() => there.standIn.stop())
  return there
}

export type Prices = { month: string; year: string; small: string }

/** One product at 12 a month or 120 a year, and a smaller one at 5 a month, in euros. */
export async function stock(stripe: Stripe): Promise<Prices> {
  const team = await stripe.products.create({ name: 'Team' })
  const solo = await stripe.products.create({ name: 'Solo' })
  const priceOf = async (product: string, unit_amount: number, interval: 'month' | 'year') => {
    const price = await stripe.prices.create({
      product,
      unit_amount,
      currency: 'eur',
      recurring: { interval },
    })
    return price.id
  }
  return {
    month: await priceOf(team.id, 1_200, 'month'),
    year: await priceOf(team.id, 12_000, 'year'),
    small: await priceOf(solo.id, 500, 'month'),
  }
}

type Wanted = {
  price: string
  quantity?: number
  trialDays?: number
  card?: string
  promotionCode?: string
}

/** A new customer's subscription, begun on a payment page. */
export async function subscribe(
  { standIn, stripe }: { standIn: StripeStandIn; stripe: Stripe },
  { price, quantity = 1, trialDays, card, promotionCode }: Wanted,
): Promise<Stripe.Subscription> {
  const customer = await stripe.customers.create({ name: 'Acme' })
  const checkout = await stripe.checkout.sessions.create({
    mode: 'subscription',
    customer: customer.id,
    line_items: [{ price, quantity }],
    success_url: 'http://localhost/done',
    payment_method_collection: 'if_required',
    allow_promotion_codes: true,
    subscription_data: trialDays
      ? {
          trial_period_days: trialDays,
          trial_settings: { end_behavior: { missing_payment_method: 'cancel' } },
        }
      : {},
  })
  const done = standIn.hands.pay(checkout.id, card, { promotionCode, confirmed: true })
  if (done.outcome !== 'complete') throw new Error(JSON.stringify(done))
  const [subscription] = (await stripe.subscriptions.list({ customer: customer.id })).data
  if (!subscription) throw new Error('The checkout made no subscription.')
  return subscription
}

export const cards = {
  pays: '4242424242424242',
  declinesLater: '4000000000000341',
  asks: '4000002500003155',
} as const

/** What happened to a customer since, by the names of its events. */
export function happenings(standIn: StripeStandIn, customer: unknown, after = 0): string[] {
  return [...standIn.world.events.values()]
    .filter(({ created, data: { object } }) => {
      const owner = 'customer' in object ? object.customer : undefined
      return owner === customer && created >= after
    })
    .map(({ type }) => type)
}

/** The first of something that must be there. */
export function only<Thing>(things: readonly Thing[]): Thing {
  const [thing] = things
  if (thing === undefined) throw new Error('There is none.')
  return thing
}
