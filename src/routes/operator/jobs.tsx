import { createFileRoute } from '@tanstack/react-router'
import { mayOperate } from '~/auth/operator/operator-permissions'
import { type JobsSearch, jobsSearch } from '~/features/operator/jobs'
import { jobQuery, jobsQuery, queuesQuery } from '~/features/operator/jobs.queries'
import { JobsConsole } from '~/features/operator/jobs-page'

export const Route = createFileRoute('/operator/jobs')({
  validateSearch: jobsSearch,
  head: () => ({ meta: [{ title: 'Jobs' }] }),
  loaderDeps: ({ search }) => search,
  loader: async ({ context: { queryClient }, deps: { job, ...query }, cause }) => {
    // Whoever is here already sees the list change by itself.
    if (cause === 'stay') return
    await Promise.all([
      queryClient.prefetchQuery(queuesQuery),
      queryClient.prefetchQuery(jobsQuery(query)),
      job && queryClient.prefetchQuery(jobQuery(job)),
    ])
  },
  component: Jobs,
})

function Jobs() {
  const search = Route.useSearch()
  const { role } = Route.useRouteContext()
  const navigate = Route.useNavigate()
  const change = (next: Partial<JobsSearch>) =>
    void navigate({ search: (now) => ({ ...now, ...next }), resetScroll: false })
  const may = {
    retry: mayOperate(role, { job: ['retry'] }),
    discard: mayOperate(role, { job: ['discard'] }),
  }
  return <JobsConsole search={search} change={change} may={may} />
}
