import type Stripe from 'stripe'
import { changing } from './changes.ts'
import { invalid, missing } from './faults.ts'
import { listed } from './lists.ts'
import { paging, type Route } from './routes.ts'
import { emit, newId, nowIn, type World } from './world.ts'

const told = ['name', 'active', 'description', 'unit_label', 'metadata.*'] as const

/** @param param the parameter that named it; without one it stood in the address */
export function productBy(world: World, id: string, param?: string): Stripe.Product {
  const product = world.products.get(id)
  if (!product) throw missing('product', id, param)
  return product
}

export const productRoutes: Route[] = [
  {
    method: 'POST',
    path: '/v1/products',
    params: ['id', ...told],
    handler: ({ world, params }) => {
      const id = params.text('id') ?? newId('prod')
      if (world.products.has(id)) {
        throw invalid('Product already exists.', { code: 'resource_already_exists', param: 'id' })
      }
      const now = nowIn(world)
      const product: Stripe.Product = {
        id,
        object: 'product',
        active: params.flag('active') ?? true,
        created: now,
        default_price: null,
        description: params.text('description') ?? null,
        images: [],
        livemode: false,
        marketing_features: [],
        metadata: params.metadata(),
        name: params.required('name'),
        package_dimensions: null,
        shippable: null,
        statement_descriptor: null,
        tax_code: null,
        type: 'service',
        unit_label: params.text('unit_label') ?? null,
        updated: now,
        url: null,
      }
      world.products.set(id, product)
      emit(world, 'product.created', product)
      return product
    },
  },
  {
    method: 'GET',
    path: '/v1/products',
    params: ['active', 'ids.*', ...paging],
    handler: (call) => {
      const active = call.params.flag('active')
      const ids = call.params.texts('ids')
      const fits = (product: Stripe.Product) =>
        (active === undefined || product.active === active) &&
        (ids.length === 0 || ids.includes(product.id))
      return listed(call, call.world.products.values(), fits)
    },
  },
  {
    method: 'GET',
    path: '/v1/products/:id',
    params: [],
    handler: ({ world, id }) => productBy(world, id),
  },
  {
    method: 'POST',
    path: '/v1/products/:id',
    params: told,
    handler: ({ world, id, params }) => {
      const product = productBy(world, id)
      changing(world, 'product.updated', product, () => {
        product.name = params.text('name') ?? product.name
        product.active = params.flag('active') ?? product.active
        const description = params.clearable('description')
        if (description !== undefined) product.description = description
        const label = params.clearable('unit_label')
        if (label !== undefined) product.unit_label = label
        product.metadata = params.metadata(product.metadata)
        product.updated = nowIn(world)
      })
      return product
    },
  },
]
