import { Link } from '@tanstack/react-router'
import { Badge } from '~/ui/badge'
import { MenuItem } from '~/ui/menu'
import { Moment } from '~/ui/moment'
import { PageLinks } from '~/ui/paging'
import { Cell, CountLine, HeadCell, Row, Table, TableBody, TableHead } from '~/ui/table'
import type { JobsQuery, JobsSearch } from './jobs'
import type { JobsPage, ListedJob } from './jobs.server'
import type { JobAct, MayJobs } from './jobs-acts'
import { jobStateWords, plainName } from './jobs-words'

type Props = {
  query: JobsQuery
  page: JobsPage
  may: MayJobs
  change: (next: Partial<JobsSearch>) => void
  ask: (act: JobAct) => void
}

/** One page of jobs, with what an operator may do to each. */
export function JobsTable({ query, page, may, change, ask }: Props) {
  return (
    <>
      <Table label="Jobs">
        <TableHead>
          <HeadCell>Job</HeadCell>
          <HeadCell>State</HeadCell>
          <HeadCell>Put there</HeadCell>
          <HeadCell numeric>Tries</HeadCell>
          <HeadCell hidden>Acts</HeadCell>
        </TableHead>
        <TableBody>
          {page.jobs.map((job) => (
            <Row
              key={job.id}
              label={plainName(job.queue)}
              menu={
                <>
                  <MenuItem onClick={() => change({ job: job.id })}>Open</MenuItem>
                  {may.retry && job.state === 'failed' && (
                    <MenuItem onClick={() => ask({ ...job, kind: 'retry' })}>Retry…</MenuItem>
                  )}
                  {may.discard && isOpen(job) && (
                    <MenuItem onClick={() => ask({ ...job, kind: 'discard' })}>Discard…</MenuItem>
                  )}
                </>
              }
            >
              <Cells job={job} query={query} />
            </Row>
          ))}
        </TableBody>
      </Table>
      <CountLine shown={page.jobs.length} total={page.matching} noun="job">
        <PageLinks page={page} />
      </CountLine>
    </>
  )
}

/** Whether it can still be kept from being done. */
export function isOpen({ state }: Pick<ListedJob, 'state'>): boolean {
  return state === 'waiting' || state === 'failed'
}

function Cells({ job, query }: { job: ListedJob; query: JobsQuery }) {
  const { word, ...look } = jobStateWords[job.state]
  return (
    <>
      <Cell primary>
        <Link
          to="/operator/jobs"
          search={{ ...query, job: job.id }}
          resetScroll={false}
          className="hover:underline"
        >
          {plainName(job.queue)}
        </Link>
        {job.letter && (
          <span className="block font-normal text-quiet text-small [overflow-wrap:anywhere]">
            {plainName(job.letter.name)} to {job.letter.to}
          </span>
        )}
      </Cell>
      <Cell>
        <Badge {...look}>{word}</Badge>
        {job.error && (
          <span className="block max-w-96 text-quiet text-small max-sm:hidden [overflow-wrap:anywhere]">
            {job.error}
          </span>
        )}
      </Cell>
      <Cell quiet>
        <span className="whitespace-nowrap">
          <Moment at={job.createdAt} />
        </span>
      </Cell>
      <Cell numeric quiet wide>
        {job.attempts}
      </Cell>
    </>
  )
}
