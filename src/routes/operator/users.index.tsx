import { useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { mayOperate } from '~/auth/operator/operator-permissions'
import { type PeopleSearch, peopleSearch } from '~/features/operator/people'
import { peopleQuery } from '~/features/operator/people.queries'
import { NewPerson } from '~/features/operator/people-new'
import { PeopleTable } from '~/features/operator/people-table'
import { Page } from '~/ui/page'
import { PageSkeleton } from '~/ui/skeleton'

export const Route = createFileRoute('/operator/users/')({
  head: () => ({ meta: [{ title: 'People' }] }),
  validateSearch: peopleSearch,
  loaderDeps: ({ search }) => search,
  loader: async ({ context: { queryClient }, deps, cause }) => {
    // Whoever is here already sees the list change by itself.
    if (cause !== 'stay') await queryClient.ensureQueryData(peopleQuery(deps))
  },
  component: People,
})

function People() {
  const search = Route.useSearch()
  const navigate = Route.useNavigate()
  const { role } = Route.useRouteContext()
  const { data: page } = useQuery(peopleQuery(search))
  const onSearch = (changed: Partial<PeopleSearch>) =>
    void navigate({
      search: (now) => ({ ...now, ...changed }),
      replace: 'q' in changed,
      resetScroll: false,
    })
  if (!page) return <PageSkeleton />
  return (
    <Page
      title="People"
      sentence="Everybody who has an account."
      width="table"
      action={mayOperate(role, { user: ['create'] }) && <NewPerson />}
    >
      <PeopleTable {...{ search, page, onSearch }} />
    </Page>
  )
}
