import { createFileRoute } from '@tanstack/react-router'
import { type AuditSearch, auditSearch } from '~/features/audit/audit'
import { auditQuery } from '~/features/audit/audit.queries'
import { OrganizationAudit } from '~/features/audit/audit-page'
import { showsLog } from '~/features/audit/kept'
import { NoLog } from '~/features/audit/no-log'

export const Route = createFileRoute('/app/$org/audit')({
  head: () => ({ meta: [{ title: 'Audit log' }] }),
  validateSearch: auditSearch,
  loaderDeps: ({ search }) => search,
  loader: async ({ context: { queryClient, standing }, params: { org }, deps, cause }) => {
    // Whoever is here already sees the list change by itself.
    if (cause === 'stay' || !showsLog(standing)) return
    await queryClient.ensureQueryData(auditQuery(org, deps))
  },
  remountDeps: ({ params }) => params,
  component: Audit,
})

function Audit() {
  const { org } = Route.useParams()
  const { granted, standing } = Route.useRouteContext()
  const search = Route.useSearch()
  const navigate = Route.useNavigate()
  const change = (next: Partial<AuditSearch>) =>
    void navigate({ search: (now) => ({ ...now, ...next }), resetScroll: false })
  if (!showsLog(standing)) return <NoLog {...{ org, granted, standing }} />
  return <OrganizationAudit {...{ org, standing, search, change }} />
}
