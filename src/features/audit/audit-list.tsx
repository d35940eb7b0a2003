import type { ReactNode } from 'react'
import type { ShownLine } from '~/audit/shown'
import { Empty } from '~/ui/empty'
import { faultOf } from '~/ui/fault'
import { Notice, RequestId } from '~/ui/notice'
import { PageLink } from '~/ui/paging'
import { TableSkeleton } from '~/ui/skeleton'
import { CountLine } from '~/ui/table'
import { AuditLines } from './audit-lines'

type Found = {
  lines: ShownLine[]
  newer: string | null
  older: string | null
  /** How many match, where they are counted, and whether there are more than were counted. */
  matching?: number
  beyond?: boolean
}

type Props = {
  /** As the query stands: what it found, what went wrong, whether others are on their way. */
  query: { data: Found | undefined; error: Error | null; isPlaceholderData: boolean }
  narrowed: boolean
  ofWhich?: (line: ShownLine) => ReactNode
}

/** A page of a log with what counts it and leads on. While the lines change, those before them stay, paler. */
export function AuditList({ query, ...props }: Props) {
  const { data, error, isPlaceholderData } = query
  const { sentence, requestId } = faultOf(error)
  return (
    <>
      {error && (
        <Notice tone="bad" role="alert" className="mb-4" title="The log could not be read">
          {sentence}
          {requestId && <RequestId id={requestId} />}
        </Notice>
      )}
      <div className={isPlaceholderData ? 'opacity-60' : ''} aria-busy={isPlaceholderData || !data}>
        {data ? <Lines found={data} {...props} /> : !error && <TableSkeleton />}
      </div>
    </>
  )
}

type LinesProps = Omit<Props, 'query'> & { found: Found }

function Lines({ found, narrowed, ofWhich }: LinesProps) {
  const { lines, newer, older, matching, beyond } = found
  if (lines.length === 0) {
    return narrowed ? (
      <Empty title="Nothing fits" sentence="No line of the log fits these filters." />
    ) : (
      <Empty title="Nothing yet" sentence="Whatever somebody does here will stand here." />
    )
  }
  const ways = (newer || older) && (
    <>
      <PageLink page={newer}>Newer</PageLink>
      <PageLink page={older}>Older</PageLink>
    </>
  )
  return (
    <>
      <AuditLines lines={lines} ofWhich={ofWhich} />
      {matching === undefined ? (
        <div className="mt-3 flex justify-end gap-2">{ways}</div>
      ) : (
        <CountLine shown={matching} total={matching} beyond={beyond} noun="line">
          {ways}
        </CountLine>
      )}
    </>
  )
}
