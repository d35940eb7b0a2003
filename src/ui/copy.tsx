import { Check, Copy as CopyIcon } from 'lucide-react'
import { useEffect, useState } from 'react'

type CopyProps = {
  value: string
  /** What it is: "invitation link". */
  label: string
  /** What is shown when it is not the value itself. */
  shown?: string
}

/** A value in mono, with a button that copies it and says so in place. */
export function Copy({ value, label, shown = value }: CopyProps) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])

  return (
    <div className="flex h-9 min-w-0 items-center rounded-control border border-edge bg-sunken max-md:h-10">
      <code className="min-w-0 flex-1 select-all truncate pl-3 font-mono text-dense">{shown}</code>
      <button
        type="button"
        aria-label={`Copy ${label}`}
        onClick={() => void navigator.clipboard.writeText(value).then(() => setCopied(true))}
        className="flex h-full w-24 shrink-0 items-center justify-center gap-1.5 rounded-r-control border-hairline border-l text-dense hover:bg-hover focus-visible:-outline-offset-2"
      >
        {copied ? (
          <Check className={icon} strokeWidth={1.75} />
        ) : (
          <CopyIcon className={icon} strokeWidth={1.75} />
        )}
        <span role="status">{copied ? 'Copied' : 'Copy'}</span>
      </button>
    </div>
  )
}

const icon = 'size-4 text-quiet'
