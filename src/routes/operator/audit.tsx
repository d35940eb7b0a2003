import { useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { isNarrowed } from '~/features/audit/audit'
import { AuditFilters } from '~/features/audit/audit-filters'
import { AuditList } from '~/features/audit/audit-list'
import { ExportMenu } from '~/features/audit/export-menu'
import { type EveryAuditSearch, everyAuditSearch } from '~/features/operator/audit'
import { everyAuditQuery } from '~/features/operator/audit.queries'
import { AuditFind } from '~/features/operator/audit-find'
import { AuditVerify } from '~/features/operator/audit-verify'
import { Page } from '~/ui/page'

export const Route = createFileRoute('/operator/audit')({
  head: () => ({ meta: [{ title: 'Audit' }] }),
  validateSearch: everyAuditSearch,
  loaderDeps: ({ search }) => search,
  loader: async ({ context: { queryClient }, deps, cause }) => {
    // Whoever is here already sees the list change by itself.
    if (cause === 'stay') return
    await queryClient.ensureQueryData(everyAuditQuery(deps))
  },
  component: Audit,
})

function Audit() {
  const search = Route.useSearch()
  const navigate = Route.useNavigate()
  const query = useQuery(everyAuditQuery(search))
  const narrow = (next: Partial<EveryAuditSearch>) =>
    void navigate({
      search: (now) => ({ ...now, ...next, page: undefined }),
      replace: 'person' in next || 'organization' in next,
      resetScroll: false,
    })
  const nameOf = (id: string | null) =>
    id ? query.data?.organizations.find((each) => each.id === id)?.name : 'No organization'
  return (
    <Page
      title="Audit"
      sentence="What was done in every organization and outside of them."
      width="table"
      action={<ExportMenu path="/api/operator/audit" asked={search} />}
    >
      <AuditVerify organization={search.organization} />
      <AuditFilters asked={search} choices={query.data?.choices ?? []} narrow={narrow}>
        <AuditFind asked={search} narrow={narrow} />
      </AuditFilters>
      <AuditList
        query={query}
        narrowed={isNarrowed(search)}
        ofWhich={({ organizationId }) => nameOf(organizationId)}
      />
    </Page>
  )
}
