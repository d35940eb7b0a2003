import type { ReactNode } from 'react'
import { Button } from './button'
import { RequestId } from './notice'

type ProblemProps = {
  /** What happened. */
  title: ReactNode
  /** What is safe, and what to do. */
  children: ReactNode
  requestId?: string
  onRetry?: () => void
  /** Where else to go. */
  action?: ReactNode
}

/** What stands where something could not be shown. */
export function Problem({ title, children, requestId, onRetry, action }: ProblemProps) {
  return (
    <div role="alert" className="border-y py-12">
      <h1 className="font-medium text-heading">{title}</h1>
      <div className="mt-1 max-w-reading text-quiet">{children}</div>
      {(onRetry || action) && (
        <div className="mt-4 flex flex-wrap gap-2">
          {onRetry && <Button onClick={onRetry}>Try again</Button>}
          {action}
        </div>
      )}
      {requestId && (
        <div className="mt-4">
          <RequestId id={requestId} />
        </div>
      )}
    </div>
  )
}
