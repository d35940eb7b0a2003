import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute, notFound } from '@tanstack/react-router'
import { planSearch } from '~/features/billing/billing'
import { InviteForm } from '~/features/members/invite-form'
import { joinTeam } from '~/features/onboarding/join-team'
import { stepOf, steps } from '~/features/onboarding/onboarding'
import { firstStepsQuery } from '~/features/onboarding/onboarding.queries'
import { useGoOn, Welcome } from '~/features/onboarding/welcome'
import { ProjectForm } from '~/features/projects/project-form'
import { projectTeamsQuery } from '~/features/projects/projects.queries'
import { TeamForm } from '~/features/teams/team-form'

/** The first steps in a new organization, each at an address of its own: one may leave and come back. */
export const Route = createFileRoute('/app/$org/welcome/$step')({
  validateSearch: planSearch,
  beforeLoad: ({ params }) => {
    const step = stepOf(params.step)
    if (!step) throw notFound()
    return { step }
  },
  head: ({ match }) => ({ meta: [{ title: steps[match.context.step].title }] }),
  loader: ({ context: { queryClient, step }, params: { org } }) =>
    Promise.all([
      queryClient.fetchQuery({ ...firstStepsQuery(org), staleTime: 0 }),
      step === 'project' && queryClient.ensureQueryData(projectTeamsQuery(org)),
    ]),
  component: FirstStep,
})

function FirstStep() {
  const { org } = Route.useParams()
  const { plan } = Route.useSearch()
  const { organization, step, user } = Route.useRouteContext()
  const { teams, done } = useSuspenseQuery(firstStepsQuery(org)).data
  const goOn = useGoOn(org, step, plan)
  const inOrganization = { org, organizationId: organization.id }
  const newestFirst = teams.toReversed()
  const roles = [{ name: 'member', offered: true }]
  const begin = async (teamId: string) => {
    await joinTeam({ organizationId: organization.id, teamId, userId: user.id })
    await goOn()
  }
  return (
    <Welcome key={step} {...{ org, plan, step, done }}>
      {step === 'team' && <TeamForm {...inOrganization} done={begin} />}
      {step === 'invite' && (
        <InviteForm {...inOrganization} choices={{ roles, teams: newestFirst }} />
      )}
      {step === 'project' && <ProjectForm org={org} teamId={newestFirst[0]?.id} done={goOn} />}
    </Welcome>
  )
}
