import { invalid } from './faults.ts'
import { isJson, isOnRequest, type Json, onTheWire } from './wire.ts'
import type { World } from './world.ts'

/** Where each property that can be expanded finds what its id names. */
function shelves(world: World): Record<string, Map<string, object>> {
  return {
    customer: world.customers,
    product: world.products,
    default_price: world.prices,
    coupon: world.coupons,
    promotion_code: world.promotionCodes,
    discounts: world.discounts,
    subscription: world.subscriptions,
    schedule: world.schedules,
    default_payment_method: world.paymentMethods,
    latest_invoice: world.invoices,
    invoice: world.invoices,
  }
}

/**
 * An answer as it goes over the wire: what `expand` names stands there whole, everything else by its id.
 * @throws StripeFault for a name that leads nowhere
 */
export function expanded(world: World, answer: object, wanted: readonly string[]): object {
  const asked = new Set(wanted.flatMap((path) => path.split('.').at(-1) ?? []))
  const copy = onTheWire(answer, asked)
  for (const path of wanted) {
    const steps = path.split('.')
    if (steps.length > 4) {
      throw notExpandable(`You cannot expand more than 4 levels of a property. Property: ${path}`)
    }
    expandAt({ world, asked }, copy, steps)
  }
  return copy
}

type Asked = { world: World; asked: ReadonlySet<string> }

function expandAt(from: Asked, object: Json, [name = '', ...rest]: string[]): void {
  const shelf = shelves(from.world)[name]
  const value = object[name]
  // What is null here says nothing about what it could be.
  if (value === null || (value === undefined && isOnRequest(name))) return
  const ids = Array.isArray(value) ? value : [value]
  if (shelf && ids.every((each) => typeof each === 'string')) {
    const found = ids.map((id) => whole(from, shelf, id))
    object[name] = Array.isArray(value) ? found : found[0]
  } else if (rest.length === 0 && !shelf && !isOnRequest(name)) {
    throw notExpandable(`This property cannot be expanded (${name}).`)
  }
  if (rest.length === 0) return
  const inner = object[name]
  if (inner === undefined) throw notExpandable(`This property cannot be expanded (${name}).`)
  for (const each of Array.isArray(inner) ? inner : [inner]) {
    if (isJson(each)) expandAt(from, each, rest)
  }
}

function whole({ asked }: Asked, shelf: Map<string, object>, id: string): Json | string {
  const object = shelf.get(id)
  return object ? onTheWire(object, asked) : id
}

function notExpandable(message: string) {
  return invalid(message, { code: 'property_cannot_be_expanded', param: 'expand' })
}
