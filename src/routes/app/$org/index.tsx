import { createFileRoute } from '@tanstack/react-router'
import { membersQuery } from '~/features/members/members.queries'
import { People } from '~/features/members/people'
import { NewestProjects } from '~/features/projects/newest-projects'
import { projectsQuery } from '~/features/projects/projects.queries'
import { Page } from '~/ui/page'

export const Route = createFileRoute('/app/$org/')({
  head: ({ match }) => ({ meta: [{ title: match.context.organization.name }] }),
  loader: ({ context, params }) =>
    Promise.all([
      context.queryClient.ensureQueryData(membersQuery(params.org)),
      context.queryClient.ensureQueryData(projectsQuery(params.org)),
    ]),
  component: Overview,
})

function Overview() {
  const { org } = Route.useParams()
  const { granted, organization } = Route.useRouteContext()
  return (
    <Page
      title={<bdi>{organization.name}</bdi>}
      sentence="What is being worked on, and who is here."
      width="table"
    >
      <div className="grid grid-cols-1 items-start gap-x-18 gap-y-12 md:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] [&>section]:mt-0">
        <NewestProjects org={org} granted={granted} />
        <People org={org} granted={granted} />
      </div>
    </Page>
  )
}
