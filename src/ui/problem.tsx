import type { ReactNode } from 'react'
import { RequestId } from './notice'

type ProblemProps = {
  /** What happened. */
  title: ReactNode
  /** What is safe, and what to do. */
  children: ReactNode
  requestId?: string
  /** What may be tried, and where else to go. */
  action?: ReactNode
}

/** What stands where something could not be shown. */
export function Problem({ title, children, requestId, action }: ProblemProps) {
  return (
    <div role="alert" className="border-y py-12">
      <h1 className="font-medium text-heading">{title}</h1>
      <div className="mt-1 max-w-reading text-quiet">{children}</div>
      {action && <div className="mt-4 flex flex-wrap gap-2">{action}</div>}
      {requestId && (
        <div className="mt-4">
          <RequestId id={requestId} />
        </div>
      )}
    </div>
  )
}
