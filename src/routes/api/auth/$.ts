import { createFileRoute } from '@tanstack/react-router'
import { answer } from '~/auth/handler.server'

export const Route = createFileRoute('/api/auth/$')({
  server: {
    handlers: {
      GET: ({ request }) => answer(request),
      POST: ({ request }) => answer(request),
    },
  },
})
