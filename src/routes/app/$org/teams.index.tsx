import { createFileRoute } from '@tanstack/react-router'
import { NewTeam } from '~/features/teams/new-team'
import { pageSearch, teamActs } from '~/features/teams/teams'
import { teamsQuery } from '~/features/teams/teams.queries'
import { TeamsTable } from '~/features/teams/teams-table'
import { Page } from '~/ui/page'

export const Route = createFileRoute('/app/$org/teams/')({
  validateSearch: pageSearch,
  loaderDeps: ({ search }) => search,
  head: () => ({ meta: [{ title: 'Teams' }] }),
  loader: ({ context, params, deps }) =>
    context.queryClient.ensureQueryData(teamsQuery(params.org, deps)),
  component: Teams,
})

function Teams() {
  const { org } = Route.useParams()
  const search = Route.useSearch()
  const navigate = Route.useNavigate()
  const { granted, organization } = Route.useRouteContext()
  const acts = teamActs(granted)
  return (
    <Page
      title="Teams"
      sentence="People who work together. What belongs to a team is seen by its people."
      width="table"
      action={acts.create && <NewTeam org={org} organizationId={organization.id} />}
    >
      <TeamsTable
        org={org}
        organizationId={organization.id}
        acts={acts}
        search={search}
        find={(q) => navigate({ search: { q: q || undefined } })}
      />
    </Page>
  )
}
