import { useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { type OrganizationsSearch, organizationsSearch } from '~/features/operator/organizations'
import { organizationsQuery } from '~/features/operator/organizations.queries'
import { OrganizationFilters } from '~/features/operator/organizations-filters'
import { OrganizationsTable } from '~/features/operator/organizations-table'
import { Page } from '~/ui/page'
import { PageSkeleton } from '~/ui/skeleton'

export const Route = createFileRoute('/operator/organizations/')({
  head: () => ({ meta: [{ title: 'Organizations' }] }),
  validateSearch: organizationsSearch,
  loaderDeps: ({ search }) => search,
  loader: async ({ context: { queryClient }, deps, cause }) => {
    // Whoever is here already sees the list change by itself.
    if (cause !== 'stay') await queryClient.ensureQueryData(organizationsQuery(deps))
  },
  component: Organizations,
})

function Organizations() {
  const search = Route.useSearch()
  const navigate = Route.useNavigate()
  const { data: page } = useQuery(organizationsQuery(search))
  const onSearch = (changed: Partial<OrganizationsSearch>) =>
    void navigate({
      search: (now) => ({ ...now, ...changed }),
      replace: 'q' in changed,
      resetScroll: false,
    })
  if (!page) return <PageSkeleton />
  return (
    <Page title="Organizations" sentence="Every organization, and what it has." width="table">
      <OrganizationFilters search={search} onSearch={onSearch} />
      <OrganizationsTable search={search} page={page} />
    </Page>
  )
}
