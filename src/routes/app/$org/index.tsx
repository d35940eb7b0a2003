import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { Checklist } from '~/features/onboarding/checklist'
import { NewestProjects } from '~/features/onboarding/newest-projects'
import { overviewQuery } from '~/features/onboarding/onboarding.queries'
import { People } from '~/features/onboarding/people'
import { Page } from '~/ui/page'

export const Route = createFileRoute('/app/$org/')({
  head: ({ match }) => ({ meta: [{ title: match.context.organization.name }] }),
  loader: ({ context, params }) =>
    context.queryClient.fetchQuery({ ...overviewQuery(params.org), staleTime: 0 }),
  component: Overview,
})

function Overview() {
  const { org } = Route.useParams()
  const { granted, organization } = Route.useRouteContext()
  const { data: overview } = useSuspenseQuery(overviewQuery(org))
  const { projects, people, done } = overview
  return (
    <Page
      title={<bdi>{organization.name}</bdi>}
      sentence="What is being worked on, and who is here."
      width="table"
    >
      {done && <Checklist org={org} done={done} />}
      <div className="mt-12 grid grid-cols-1 first:mt-0 items-start gap-x-18 gap-y-12 md:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] [&>section]:mt-0">
        {projects && <NewestProjects org={org} granted={granted} projects={projects} />}
        {people && <People org={org} people={people} />}
      </div>
    </Page>
  )
}
