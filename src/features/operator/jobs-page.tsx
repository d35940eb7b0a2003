import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Page, Section } from '~/ui/page'
import { TableSkeleton } from '~/ui/skeleton'
import { Unread } from '~/ui/unread'
import type { JobsSearch } from './jobs'
import { queuesQuery } from './jobs.queries'
import { type JobAct, JobActDialog, type MayJobs } from './jobs-acts'
import { JobsList } from './jobs-list'
import { QueuesTable, Schedule } from './jobs-queues'
import { JobSheet } from './jobs-sheet'
import { faring } from './jobs-words'

type Props = {
  search: JobsSearch
  /** Changes what the address says, and keeps the rest. */
  change: (next: Partial<JobsSearch>) => void
  may: MayJobs
}

/** The work that outlives a request: how its queues fare, what is on them, and what is done on a schedule. */
export function JobsConsole({ search: { job, ...query }, change, may }: Props) {
  const { data, error, refetch } = useQuery(queuesQuery)
  const [act, setAct] = useState<JobAct | null>(null)
  return (
    <Page
      title="Jobs"
      sentence={data ? faring(data.health, 'done') : 'The work that outlives a request.'}
      width="table"
    >
      <Section>
        {error && <Unread what="queues" error={error} retry={() => void refetch()} />}
        {data ? <QueuesTable queues={data.queues} /> : !error && <TableSkeleton />}
      </Section>
      <JobsList
        query={query}
        queues={data?.queues.map(({ name }) => name) ?? []}
        may={may}
        change={change}
        ask={setAct}
      />
      {data && <Schedule scheduled={data.scheduled} />}
      <JobSheet id={job} may={may} ask={setAct} close={() => change({ job: undefined })} />
      <JobActDialog act={act} close={() => setAct(null)} />
    </Page>
  )
}
