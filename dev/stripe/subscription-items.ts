import type Stripe from 'stripe'
import { refuseMixed } from './checkout-session.ts'
import { invalid, missing } from './faults.ts'
import type { Params } from './params.ts'
import { periodOf } from './periods.ts'
import { priceBy } from './prices.ts'
import { newItem, planOf } from './subscription-new.ts'
import type { World } from './world.ts'

type Item = Stripe.SubscriptionItem

/**
 * A subscription's items as a request wants them; the ones that stand are not touched.
 * @param wanted what is said of items by their ids; without an id it is a further one
 * @throws StripeFault for what does not go together
 */
export function itemsAfter(
  world: World,
  subscription: Stripe.Subscription,
  wanted: readonly Params[],
): Item[] {
  const after = structuredClone(subscription.items.data)
  for (const each of wanted) {
    const id = each.text('id')
    const at = after.findIndex((item) => item.id === id)
    const standing = after[at]
    if (id && !standing) throw missing('subscription_item', id, each.called('id'))
    if (!standing) after.push(furtherItem(world, subscription, each))
    else if (each.flag('deleted')) after.splice(at, 1)
    else rewrite(world, standing, each)
  }
  if (after.length === 0) {
    throw invalid('A subscription must have at least one active item.', { param: 'items' })
  }
  const prices = after.map(({ price }) => price)
  if (new Set(prices.map(({ id }) => id)).size < prices.length) {
    throw invalid('Cannot add multiple subscription items with the same price.', { param: 'items' })
  }
  refuseMixed(prices)
  return after
}

function rewrite(world: World, item: Item, wanted: Params): void {
  const price = wanted.text('price')
  if (price && price !== item.price.id) {
    item.price = structuredClone(sold(world, wanted))
    item.plan = planOf(item.price)
    item.quantity = 1
  }
  item.quantity = wanted.integer('quantity') ?? item.quantity
}

function furtherItem(world: World, subscription: Stripe.Subscription, wanted: Params): Item {
  const { start, end } = periodOf(subscription)
  const item = newItem(world, {
    price: sold(world, wanted),
    quantity: wanted.integer('quantity') ?? 1,
    subscription: subscription.id,
    anchor: subscription.billing_cycle_anchor,
    trialEnd: null,
  })
  return { ...item, current_period_start: start, current_period_end: end }
}

/** The price that a request names, which must still be sold. */
function sold(world: World, wanted: Params): Stripe.Price {
  const price = priceBy(world, wanted.required('price'), wanted.called('price'))
  if (price.active && price.recurring) return price
  const message = price.active
    ? 'The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.'
    : 'The price specified is inactive. This field only accepts active prices.'
  throw invalid(message, { param: wanted.called('price') })
}
