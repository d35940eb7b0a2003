import { useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { may } from '~/auth/permissions'
import { type ProjectsSearch, projectsSearch } from '~/features/projects/projects'
import { projectsQuery, projectTeamsQuery } from '~/features/projects/projects.queries'
import { ProjectsList } from '~/features/projects/projects-list'
import { Button } from '~/ui/button'
import { Page } from '~/ui/page'

export const Route = createFileRoute('/app/$org/projects/')({
  validateSearch: projectsSearch,
  head: () => ({ meta: [{ title: 'Projects' }] }),
  loaderDeps: ({ search: { new: _form, ...query } }) => query,
  loader: async ({ context: { queryClient }, params: { org }, deps, cause }) => {
    // Whoever is here already sees the list change by itself.
    if (cause === 'stay') return
    await Promise.all([
      queryClient.ensureQueryData(projectsQuery(org, deps)),
      queryClient.ensureQueryData(projectTeamsQuery(org)),
    ])
  },
  remountDeps: ({ params }) => params,
  component: Projects,
})

function Projects() {
  const { org } = Route.useParams()
  const { granted } = Route.useRouteContext()
  const search = Route.useSearch()
  const navigate = Route.useNavigate()
  const { new: _form, ...query } = search
  const { data: page } = useQuery(projectsQuery(org, query))
  const change = (next: Partial<ProjectsSearch>) =>
    void navigate({
      search: (now) => ({ ...now, ...next }),
      replace: 'q' in next,
      resetScroll: false,
    })
  return (
    <Page
      title="Projects"
      sentence="What the organization works on."
      width="table"
      action={
        page?.all !== 0 &&
        may(granted, { project: ['create'] }) && (
          <Button variant="primary" onClick={() => change({ new: true })}>
            New project
          </Button>
        )
      }
    >
      <ProjectsList org={org} granted={granted} search={search} change={change} />
    </Page>
  )
}
