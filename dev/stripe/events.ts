import type Stripe from 'stripe'
import { listed } from './lists.ts'
import type { Params } from './params.ts'
import { paging, type Route } from './routes.ts'

/** Whether a moment lies where `created` says: at it, or within its bounds. */
function created(params: Params): (event: Stripe.Event) => boolean {
  const bounds = params.under('created')
  const [gt, gte, lt, lte] = ['gt', 'gte', 'lt', 'lte'].map((name) => bounds.integer(name))
  const bounded = [gt, gte, lt, lte].some((bound) => bound !== undefined)
  const exact = bounded ? undefined : params.has('created') && params.integer('created')
  return ({ created: at }) =>
    (typeof exact !== 'number' || at === exact) &&
    (gt === undefined || at > gt) &&
    (gte === undefined || at >= gte) &&
    (lt === undefined || at < lt) &&
    (lte === undefined || at <= lte)
}

/** Whether a kind is asked for; `invoice.*` asks for all of its kinds. */
function isOfType(wanted: readonly string[]): (event: Stripe.Event) => boolean {
  return ({ type }) =>
    wanted.length === 0 ||
    wanted.some((each) => (each.endsWith('*') ? type.startsWith(each.slice(0, -1)) : each === type))
}

export const eventRoutes: Route[] = [
  {
    method: 'GET',
    path: '/v1/events',
    params: ['type', 'types.*', 'created', 'created.*', 'delivery_success', ...paging],
    handler: (call) => {
      const { params, world } = call
      const type = params.text('type')
      const delivered = params.flag('delivery_success')
      const ofType = isOfType(type ? [type] : params.texts('types'))
      const inTime = created(params)
      const fits = (event: Stripe.Event) =>
        ofType(event) &&
        inTime(event) &&
        (delivered === undefined || (event.pending_webhooks === 0) === delivered)
      return listed(call, world.events.values(), fits)
    },
  },
]
