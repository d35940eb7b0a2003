import type Stripe from 'stripe'
import { changing } from './changes.ts'
import { invalid, missing } from './faults.ts'
import { idOf, listed } from './lists.ts'
import { decimal } from './money.ts'
import type { Params } from './params.ts'
import { productBy } from './products.ts'
import { paging, type Route } from './routes.ts'
import { emit, newId, nowIn, type World } from './world.ts'

/** @param param the parameter that named it; without one it stood in the address */
export function priceBy(world: World, id: string, param?: string): Stripe.Price {
  const price = world.prices.get(id)
  if (!price) throw missing('price', id, param)
  return price
}

/** A lookup key belongs to one price: another's has to be taken over explicitly. */
function takeLookupKey(world: World, key: string, params: Params, self?: Stripe.Price): void {
  const holder = [...world.prices.values()].find((price) => price.lookup_key === key)
  if (!holder || holder === self) return
  if (!params.flag('transfer_lookup_key')) {
    throw invalid(`A price (\`${holder.id}\`) already uses that lookup key.`, {
      param: 'lookup_key',
    })
  }
  changing(world, 'price.updated', holder, () => {
    holder.lookup_key = null
  })
}

function newPrice(world: World, params: Params): Stripe.Price {
  const product = productBy(world, params.required('product'), 'product')
  const amount = params.integer('unit_amount')
  if (amount === undefined) {
    throw invalid('Missing required param: unit_amount.', {
      code: 'parameter_missing',
      param: 'unit_amount',
    })
  }
  const recurring = params.under('recurring')
  const interval = recurring.choice('interval', ['day', 'week', 'month', 'year'])
  const key = params.text('lookup_key') ?? null
  if (key) takeLookupKey(world, key, params)
  return {
    id: newId('price'),
    object: 'price',
    active: params.flag('active') ?? true,
    billing_scheme: 'per_unit',
    created: nowIn(world),
    currency: params.required('currency').toLowerCase(),
    custom_unit_amount: null,
    livemode: false,
    lookup_key: key,
    metadata: params.metadata(),
    nickname: params.text('nickname') ?? null,
    product: product.id,
    recurring: interval
      ? {
          interval,
          interval_count: recurring.integer('interval_count', 1) ?? 1,
          meter: null,
          trial_period_days: null,
          usage_type: 'licensed',
        }
      : null,
    tax_behavior: params.choice('tax_behavior', ['inclusive', 'exclusive']) ?? 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: interval ? 'recurring' : 'one_time',
    unit_amount: amount,
    unit_amount_decimal: decimal(amount),
  }
}

function listFilter(params: Params): (price: Stripe.Price) => boolean {
  const keys = params.texts('lookup_keys')
  const active = params.flag('active')
  const product = params.text('product')
  const type = params.choice('type', ['recurring', 'one_time'])
  const currency = params.text('currency')
  const interval = params.under('recurring').text('interval')
  return (price) =>
    (keys.length === 0 || keys.includes(price.lookup_key ?? '')) &&
    (active === undefined || price.active === active) &&
    (!product || idOf(price.product) === product) &&
    (!type || price.type === type) &&
    (!currency || price.currency === currency) &&
    (!interval || price.recurring?.interval === interval)
}

const told = [
  'active',
  'nickname',
  'lookup_key',
  'transfer_lookup_key',
  'tax_behavior',
  'metadata.*',
] as const

export const priceRoutes: Route[] = [
  {
    method: 'POST',
    path: '/v1/prices',
    params: [
      ...told,
      'product',
      'currency',
      'unit_amount',
      'recurring.interval',
      'recurring.interval_count',
    ],
    handler: ({ world, params }) => {
      const price = newPrice(world, params)
      world.prices.set(price.id, price)
      emit(world, 'price.created', price)
      return price
    },
  },
  {
    method: 'GET',
    path: '/v1/prices',
    params: [
      'active',
      'product',
      'type',
      'currency',
      'lookup_keys.*',
      'recurring.interval',
      ...paging,
    ],
    handler: (call) => listed(call, call.world.prices.values(), listFilter(call.params)),
  },
  {
    method: 'GET',
    path: '/v1/prices/:id',
    params: [],
    handler: ({ world, id }) => priceBy(world, id),
  },
  {
    method: 'POST',
    path: '/v1/prices/:id',
    params: told,
    handler: ({ world, id, params }) => {
      const price = priceBy(world, id)
      const key = params.clearable('lookup_key')
      if (key) takeLookupKey(world, key, params, price)
      changing(world, 'price.updated', price, () => {
        if (key !== undefined) price.lookup_key = key
        price.active = params.flag('active') ?? price.active
        const nickname = params.clearable('nickname')
        if (nickname !== undefined) price.nickname = nickname
        price.metadata = params.metadata(price.metadata)
      })
      return price
    },
  },
]
