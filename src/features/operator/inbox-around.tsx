import type { ReactNode } from 'react'
import { Button } from '~/ui/button'
import { faultOf } from '~/ui/fault'
import { Notice, RequestId } from '~/ui/notice'

/** What stands in place of rows that could not be read, with the way to ask again. */
export function Unread({ what, error, retry }: { what: string; error: Error; retry: () => void }) {
  const { sentence, requestId } = faultOf(error)
  return (
    <Notice
      tone="bad"
      role="alert"
      className="mb-4"
      title={`The ${what} could not be read`}
      action={
        <Button size="sm" onClick={retry}>
          Try again
        </Button>
      }
    >
      {sentence}
      {requestId && <RequestId id={requestId} />}
    </Notice>
  )
}

type AroundProps = {
  page: { previous: string | null; next: string | null }
  /** Goes to the page of this word. */
  go: (page: string) => void
}

/** The ways to the pages before and after; nothing where there is only one. */
export function Around({ page: { previous, next }, go }: AroundProps) {
  if (!previous && !next) return null
  return (
    <>
      <Way page={previous} go={go}>
        Previous
      </Way>
      <Way page={next} go={go}>
        Next
      </Way>
    </>
  )
}

type WayProps = { page: string | null; go: AroundProps['go']; children: ReactNode }

function Way({ page, go, children }: WayProps) {
  return (
    <Button size="sm" disabled={!page} onClick={() => page && go(page)}>
      {children}
    </Button>
  )
}

/** A line of a list of facts: its name, and what it is. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap gap-x-4 border-b py-2">
      <dt className="w-36 shrink-0 text-quiet">{name}</dt>
      <dd className="min-w-0 flex-1 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  )
}
