import { createFileRoute } from '@tanstack/react-router'
import { reachable } from '~/db/connection'

export const Route = createFileRoute('/api/health')({
  server: {
    handlers: {
      GET: async () => {
        const ok = await reachable()
        return Response.json(
          { ok, database: ok ? 'reachable' : 'unreachable' },
          { status: ok ? 200 : 503 },
        )
      },
    },
  },
})
