import { createFileRoute } from '@tanstack/react-router'
import { answerExport } from '~/audit/export.server'
import { exportOf } from '~/features/operator/audit.server'

/** The log of every organization and of none as a file, for the people who run the product. */
export const Route = createFileRoute('/api/operator/audit')({
  server: { handlers: { GET: ({ request }) => answerExport(request, exportOf) } },
})
