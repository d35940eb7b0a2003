import { createFileRoute } from '@tanstack/react-router'
import { ProjectPage } from '~/features/projects/project-page'
import { projectQuery } from '~/features/projects/projects.queries'

export const Route = createFileRoute('/app/$org/projects/$project')({
  loader: async ({ context: { queryClient }, params: { org, project: id } }) => {
    const { name } = await queryClient.ensureQueryData(projectQuery(org, id))
    return { name }
  },
  head: ({ loaderData }) => ({ meta: [{ title: loaderData?.name ?? 'Project' }] }),
  component: Project,
})

function Project() {
  const { org, project } = Route.useParams()
  const { granted } = Route.useRouteContext()
  return <ProjectPage key={project} org={org} id={project} granted={granted} />
}
