import type { ReactNode } from 'react'

type EmptyProps = {
  /** What will be here. */
  title: ReactNode
  /** Why one wants it. */
  sentence: ReactNode
  /** How to begin: one button. */
  action?: ReactNode
}

/** What stands where nothing is yet. */
export function Empty({ title, sentence, action }: EmptyProps) {
  return (
    <div className="border-y py-12">
      <p className="font-medium text-heading">{title}</p>
      <p className="mt-1 max-w-reading text-quiet">{sentence}</p>
      {action && <div className="mt-4 flex gap-2">{action}</div>}
    </div>
  )
}
