import { useQuery } from '@tanstack/react-query'
import { Button } from '~/ui/button'
import { Empty } from '~/ui/empty'
import { Section } from '~/ui/page'
import { TableSkeleton } from '~/ui/skeleton'
import { Unread } from '~/ui/unread'
import type { JobsQuery, JobsSearch } from './jobs'
import { jobsQuery } from './jobs.queries'
import type { JobAct, MayJobs } from './jobs-acts'
import { JobFilters } from './jobs-filters'
import { JobsTable } from './jobs-table'

type Props = {
  query: JobsQuery
  queues: string[]
  may: MayJobs
  change: (next: Partial<JobsSearch>) => void
  ask: (act: JobAct) => void
}

/** The jobs that the address asks for. While they change, those before them stay, paler. */
export function JobsList({ query, queues, may, change, ask }: Props) {
  const { data: page, error, isPlaceholderData, refetch } = useQuery(jobsQuery(query))
  const narrow = (next: Partial<JobsQuery>) => change({ page: undefined, ...next })
  const narrowed = Boolean(query.queue || query.state)
  return (
    <Section title="Jobs" sentence="What was done, failed or was discarded is kept for a week.">
      <JobFilters query={query} queues={queues} narrow={narrow} />
      {error && <Unread what="jobs" error={error} retry={() => void refetch()} />}
      <div className={isPlaceholderData ? 'opacity-60' : ''} aria-busy={isPlaceholderData || !page}>
        {!page ? (
          !error && <TableSkeleton />
        ) : page.matching > 0 ? (
          <JobsTable {...{ query, page, may, change, ask }} />
        ) : narrowed ? (
          <Empty
            title="Nothing matches"
            sentence="No job that is kept fits these filters."
            action={
              <Button onClick={() => narrow({ queue: undefined, state: undefined })}>
                Clear the filters
              </Button>
            }
          />
        ) : (
          <Empty
            title="No jobs"
            sentence="Work that outlives a request is put here: letters, what Stripe tells, seats."
          />
        )}
      </div>
    </Section>
  )
}
