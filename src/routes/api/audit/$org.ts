import { createFileRoute } from '@tanstack/react-router'
import { answerExport } from '~/audit/export.server'
import { exportOf } from '~/features/audit/audit-export.server'

/** The log of one organization as a file, for whoever may read its page. */
export const Route = createFileRoute('/api/audit/$org')({
  server: {
    handlers: {
      GET: ({ request, params }) => answerExport(request, (asked) => exportOf(params.org, asked)),
    },
  },
})
