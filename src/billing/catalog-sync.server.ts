import app from 'app.config'
import type Stripe from 'stripe'
import type { Plan } from '~/define-app'
import type { Interval } from './catalog'
import { collect } from './collect'

/** What is to be sold, as `app.config.ts` says it. */
export type Sold = { name: string; currency: string; plans: readonly Plan[] }
/** One difference between the configuration and the account, in words, and what sets it right. */
type Step = { words: string; take: () => Promise<unknown> }
type Paid = Plan & { price: NonNullable<Plan['price']>; stripe: NonNullable<Plan['stripe']> }

/**
 * Compares products and prices at Stripe with the plans: one product for each paid plan, one price for each interval,
 * found by its lookup key. A price's amount never changes: a new one takes the key over and the old one is archived;
 * whoever subscribes keeps paying the old one. What is sold no more stays as it is.
 * @param write false to be told only
 * @returns a line for each difference, in the order in which they were set right
 */
export async function syncCatalog(
  stripe: Stripe,
  { write, sold = app }: { write: boolean; sold?: Sold },
): Promise<string[]> {
  const products = await collect(stripe.products.list({ limit: 100 }))
  const lines: string[] = []
  for (const plan of sold.plans.filter(isPaid)) {
    const known = products.find(
      ({ id, metadata }) => metadata.plan === plan.id || id === idOf(plan),
    )
    const steps = [
      ...productSteps(stripe, sold, plan, known),
      ...(await priceSteps(stripe, sold, plan, known?.id ?? idOf(plan))),
    ]
    for (const { words, take } of steps) {
      if (write) await take()
      lines.push(words)
    }
  }
  return lines
}

/** The product and the prices of each paid plan, as they stand at Stripe. */
export async function pricesOf(
  stripe: Stripe,
  sold: Sold = app,
): Promise<{ product: string; prices: string[] }[]> {
  const found = new Map<string, string[]>()
  for (const plan of sold.plans.filter(isPaid)) {
    for (const price of await keyed(stripe, plan)) {
      const product = typeof price.product === 'string' ? price.product : price.product.id
      found.set(product, [...(found.get(product) ?? []), price.id])
    }
  }
  return [...found].map(([product, prices]) => ({ product, prices: prices.sort() }))
}

function productSteps(stripe: Stripe, sold: Sold, plan: Paid, known?: Stripe.Product): Step[] {
  const wanted = {
    name: `${sold.name} ${plan.name}`,
    description: plan.summary,
    unit_label: plan.seats === 'per-member' ? 'member' : '',
    active: true,
    metadata: { plan: plan.id },
  }
  if (!known) {
    const { unit_label, ...rest } = wanted
    const made = { id: idOf(plan), ...rest, ...(unit_label && { unit_label }) }
    const take = () => stripe.products.create(made)
    return [{ words: `${plan.name}: a product is made, ${idOf(plan)}`, take }]
  }
  const differing = [
    known.name !== wanted.name && 'name',
    known.description !== wanted.description && 'description',
    (known.unit_label ?? '') !== wanted.unit_label && 'unit',
    !known.active && 'it is archived',
    known.metadata.plan !== plan.id && 'metadata',
  ].filter((each) => each !== false)
  if (differing.length === 0) return []
  const words = `${plan.name}: the product ${known.id} is changed (${differing.join(', ')})`
  return [{ words, take: () => stripe.products.update(known.id, wanted) }]
}

async function priceSteps(
  stripe: Stripe,
  { currency: code }: Sold,
  plan: Paid,
  product: string,
): Promise<Step[]> {
  const standing = await keyed(stripe, plan)
  const currency = code.toLowerCase()
  const metadata = { plan: plan.id }
  const intervals: Interval[] = ['month', 'year']
  return intervals.flatMap((interval): Step[] => {
    const lookup_key = plan.stripe[interval]
    const amount = smallest(plan.price[interval], code)
    const known = standing.find((price) => price.lookup_key === lookup_key)
    const name = `${plan.name} by the ${interval} (${lookup_key})`
    const make = () =>
      stripe.prices.create({
        product,
        currency,
        unit_amount: amount,
        recurring: { interval },
        lookup_key,
        metadata,
        ...(known && { transfer_lookup_key: true }),
      })
    if (!known) return [{ words: `${name}: a price of ${money(amount, code)} is made`, take: make }]
    if (!isSame(known, { product, currency, amount, interval })) {
      const before = money(known.unit_amount ?? 0, known.currency)
      const words = `${name}: ${before} becomes ${money(amount, code)} for whoever subscribes from now on`
      const take = async () => {
        await make()
        await stripe.prices.update(known.id, { active: false, metadata })
      }
      return [{ words, take }]
    }
    if (known.active && known.metadata.plan === plan.id) return []
    const words = `${name}: the price ${known.id} is sold again and names its plan`
    return [{ words, take: () => stripe.prices.update(known.id, { active: true, metadata }) }]
  })
}

function isSame(
  { currency, unit_amount, recurring, product }: Stripe.Price,
  wanted: { product: string; currency: string; amount: number; interval: Interval },
): boolean {
  return (
    currency === wanted.currency &&
    unit_amount === wanted.amount &&
    recurring?.interval === wanted.interval &&
    recurring.interval_count === 1 &&
    recurring.usage_type === 'licensed' &&
    (typeof product === 'string' ? product : product.id) === wanted.product
  )
}

function keyed(stripe: Stripe, { stripe: { month, year } }: Paid): Promise<Stripe.Price[]> {
  return collect(stripe.prices.list({ lookup_keys: [month, year], limit: 100 }))
}

/** The same in every run, so that two at once cannot make two. */
const idOf = ({ id }: Plan) => `plan_${id}`

const isPaid = (plan: Plan): plan is Paid => plan.price !== null && plan.stripe !== null

/** Whole units in the smallest ones. Stripe counts these two in hundredths, though they have none. */
function smallest(amount: number, currency: string): number {
  return Math.round(amount * 10 ** digitsOf(currency))
}

function money(amount: number, currency: string): string {
  const style = { style: 'currency', currency } as const
  return new Intl.NumberFormat('en', style).format(amount / 10 ** digitsOf(currency))
}

function digitsOf(currency: string): number {
  if (['ISK', 'UGX'].includes(currency.toUpperCase())) return 2
  const { maximumFractionDigits } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions()
  return maximumFractionDigits ?? 2
}
