import type Stripe from 'stripe'
import { invalid } from './faults.ts'
import { listed } from './lists.ts'
import { type Call, paging, type Route } from './routes.ts'
import { newId, nowIn, type World } from './world.ts'

/** They can be listed and made, as a command that sets an account up does; events go to the one app regardless. */
export const webhookEndpointRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/webhook_endpoints',
    params: paging,
    handler: (call) => listed(call, call.world.webhookEndpoints.values()),
  },
  {
    method: 'POST',
    path: '/v1/webhook_endpoints',
    params: ['url', 'enabled_events.*', 'description', 'api_version', 'metadata.*'],
    handler: create,
  },
]

/** Only the answer to this tells the secret. */
function create({ world, params }: Call): Stripe.WebhookEndpoint {
  const url = params.required('url')
  if (!URL.canParse(url)) {
    throw invalid('Invalid URL: An explicit scheme (such as https) must be provided.', {
      code: 'url_invalid',
      param: 'url',
    })
  }
  const enabled_events = params.texts('enabled_events')
  if (enabled_events.length === 0) params.required('enabled_events')
  const endpoint: Stripe.WebhookEndpoint = {
    id: newId('we'),
    object: 'webhook_endpoint',
    api_version: params.text('api_version') ?? null,
    application: null,
    created: nowIn(world),
    description: params.text('description') ?? null,
    enabled_events,
    livemode: false,
    metadata: params.metadata(),
    status: 'enabled',
    url,
  }
  world.webhookEndpoints.set(endpoint.id, endpoint)
  return { ...endpoint, secret: newId('whsec') }
}

/** What the account has from the beginning: the app for which the stand-in was started. */
export function endpointOfTheApp(world: World, url: string): void {
  world.webhookEndpoints.set('we_stand_in', {
    id: 'we_stand_in',
    object: 'webhook_endpoint',
    api_version: null,
    application: null,
    created: nowIn(world),
    description: 'The app for which the stand-in was started.',
    enabled_events: ['*'],
    livemode: false,
    metadata: {},
    status: 'enabled',
    url,
  })
}
