import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { may } from '~/auth/permissions'
import { NewProject } from '~/features/projects/new-project'
import { projectsQuery } from '~/features/projects/projects.queries'
import { ProjectsTable } from '~/features/projects/projects-table'
import { Page } from '~/ui/page'

export const Route = createFileRoute('/app/$org/projects')({
  head: () => ({ meta: [{ title: 'Projects' }] }),
  loader: ({ context, params }) => context.queryClient.ensureQueryData(projectsQuery(params.org)),
  component: Projects,
})

function Projects() {
  const { org } = Route.useParams()
  const { granted } = Route.useRouteContext()
  const { data: projects } = useSuspenseQuery(projectsQuery(org))
  return (
    <Page
      title="Projects"
      sentence="What the organization works on."
      width="table"
      action={
        projects.length > 0 && may(granted, { project: ['create'] }) && <NewProject org={org} />
      }
    >
      <ProjectsTable org={org} granted={granted} />
    </Page>
  )
}
