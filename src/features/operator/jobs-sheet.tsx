import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Badge } from '~/ui/badge'
import { Button } from '~/ui/button'
import { Copy } from '~/ui/copy'
import { Moment } from '~/ui/moment'
import { Sheet } from '~/ui/sheet'
import { SkeletonLine } from '~/ui/skeleton'
import { Unread } from '~/ui/unread'
import { Fact } from './fact'
import { jobQuery } from './jobs.queries'
import type { OneJob } from './jobs.server'
import type { JobAct, MayJobs } from './jobs-acts'
import { isOpen } from './jobs-table'
import { jobStateWords, plainName, tried } from './jobs-words'

type Props = {
  id: string | undefined
  may: MayJobs
  ask: (act: JobAct) => void
  close: () => void
}

/** One job beside the list: what is known of it, what it carries, and what can be done about it. */
export function JobSheet({ id, may, ask, close }: Props) {
  return (
    <Sheet open={id !== undefined} onOpenChange={(open) => open || close()} title="Job">
      {id && <Known id={id} may={may} ask={ask} />}
    </Sheet>
  )
}

type KnownProps = { id: string; may: MayJobs; ask: (act: JobAct) => void }

function Known({ id, may, ask }: KnownProps) {
  const { data: job, error, refetch } = useQuery(jobQuery(id))
  if (error) return <Unread what="job" error={error} retry={() => void refetch()} />
  if (!job) {
    return (
      <div className="grid animate-breathe gap-4" role="status" aria-label="Loading">
        <SkeletonLine className="w-56" />
        <SkeletonLine className="w-40" />
        <SkeletonLine className="w-64" />
      </div>
    )
  }
  return (
    <>
      <Facts job={job} />
      <div className="mt-4 flex gap-2 empty:hidden">
        {may.retry && job.state === 'failed' && (
          <Button onClick={() => ask({ ...job, kind: 'retry' })}>Retry…</Button>
        )}
        {may.discard && isOpen(job) && (
          <Button onClick={() => ask({ ...job, kind: 'discard' })}>Discard…</Button>
        )}
      </div>
      {job.data && (
        <>
          <h3 className="mt-8 font-medium">What it carries</h3>
          <pre className="mt-2 whitespace-pre-wrap rounded-control border bg-sunken p-3 font-mono text-small [overflow-wrap:anywhere]">
            {job.data}
          </pre>
        </>
      )}
    </>
  )
}

function Facts({ job }: { job: OneJob }) {
  const { word, ...look } = jobStateWords[job.state]
  return (
    <>
      <Copy value={job.id} label="job id" />
      <dl className="mt-4 border-t text-dense">
        <Fact name="Queue">{plainName(job.queue)}</Fact>
        {job.letter && (
          <Fact name="Letter">
            <Link className="link" to="/operator/letters/$letter" params={{ letter: job.id }}>
              {plainName(job.letter.name)} to {job.letter.to}
            </Link>
          </Fact>
        )}
        <Fact name="State">
          <Badge {...look}>{word}</Badge>, {tried(job.attempts)}
        </Fact>
        {job.error && <Fact name="Last error">{job.error}</Fact>}
        <Fact name="Put there">
          <Moment at={job.createdAt} />
        </Fact>
        {job.state === 'waiting' && (
          <Fact name="Next try">
            <Moment at={job.startAfter} />
          </Fact>
        )}
        {job.endedAt && (
          <Fact name="Ended">
            <Moment at={job.endedAt} />
          </Fact>
        )}
      </dl>
    </>
  )
}
