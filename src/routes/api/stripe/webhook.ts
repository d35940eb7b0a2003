import { createFileRoute } from '@tanstack/react-router'
import { receive } from '~/billing/webhook.server'

/** Stripe's events, signed by Stripe: what they say is not believed, only that there is something to read. */
export const Route = createFileRoute('/api/stripe/webhook')({
  server: {
    handlers: {
      GET: () => new Response(null, { status: 405, headers: { allow: 'POST' } }),
      POST: ({ request }) => receive(request),
    },
  },
})
