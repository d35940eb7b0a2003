import { createFileRoute } from '@tanstack/react-router'
import { may } from '~/auth/permissions'
import { TeamPage } from '~/features/teams/team-page'
import { pageSearch, teamActs } from '~/features/teams/teams'
import { teamQuery } from '~/features/teams/teams.queries'

export const Route = createFileRoute('/app/$org/teams/$team')({
  validateSearch: pageSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, params, deps }) =>
    context.queryClient.ensureQueryData(teamQuery(params.org, params.team, deps)),
  head: ({ loaderData }) => ({ meta: [{ title: loaderData?.name ?? 'Team' }] }),
  component: Team,
})

function Team() {
  const { org, team } = Route.useParams()
  const search = Route.useSearch()
  const navigate = Route.useNavigate()
  const { granted, organization, user } = Route.useRouteContext()
  return (
    <TeamPage
      key={team}
      org={org}
      organizationId={organization.id}
      id={team}
      me={user.id}
      acts={teamActs(granted)}
      mayCreate={may(granted, { project: ['create'] })}
      search={search}
      find={(q) => navigate({ search: { q: q || undefined } })}
    />
  )
}
