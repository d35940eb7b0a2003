import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import app from 'app.config'
import { membersQuery } from '~/features/members/members.queries'
import { Overview } from '~/features/organizations/overview'
import { projectsQuery } from '~/features/projects/projects.queries'
import { Page } from '~/ui/page'

export const Route = createFileRoute('/app/$org/')({
  head: ({ match }) => ({ meta: [{ title: match.context.organization.name }] }),
  loader: ({ context, params }) =>
    Promise.all([
      context.queryClient.ensureQueryData(membersQuery(params.org)),
      context.queryClient.ensureQueryData(projectsQuery(params.org)),
    ]),
  component: OverviewPage,
})

function OverviewPage() {
  const { org } = Route.useParams()
  const { organization } = Route.useRouteContext()
  const { data: members } = useSuspenseQuery(membersQuery(org))
  const { data: projects } = useSuspenseQuery(projectsQuery(org))
  const { limits } = app.plans[0]
  return (
    <Page title={<bdi>{organization.name}</bdi>} sentence="Where things stand today.">
      <Overview
        org={org}
        figures={[
          {
            label: 'Members',
            value: members.length,
            limit: limits.members,
            to: '/app/$org/members',
          },
          {
            label: 'Projects',
            value: projects.length,
            limit: limits.projects,
            to: '/app/$org/projects',
          },
        ]}
      />
    </Page>
  )
}
