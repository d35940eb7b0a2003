import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'

type NoticeProps = Omit<ComponentProps<'div'>, 'title'> & {
  tone?: 'info' | 'warn' | 'bad'
  title?: ReactNode
  /** One small button or link, at the right. */
  action?: ReactNode
}

/** Something one should know here, said where it matters. Not for what the page already shows. */
export function Notice({
  tone = 'info',
  title,
  action,
  children,
  className = '',
  ...props
}: NoticeProps) {
  const { look, Icon } = tones[tone]
  return (
    <div
      {...props}
      className={`flex gap-2.5 rounded-control border px-3 py-2.5 ${look} ${className}`}
    >
      <Icon className="mt-0.5 size-4 shrink-0" strokeWidth={1.75} aria-hidden />
      <div className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-4 gap-y-2 text-ink">
        <div className="min-w-0">
          {title && <p className="font-medium">{title}</p>}
          {children}
        </div>
        {action && <div className="shrink-0">{action}</div>}
      </div>
    </div>
  )
}

/** What a person can quote when they ask for help. */
export function RequestId({ id }: { id: string }) {
  return (
    <p className="mt-1 text-small text-quiet">
      Request <code className="select-all font-mono text-ink">{id}</code>
    </p>
  )
}

const tones = {
  info: { look: 'border-hairline bg-sunken text-quiet', Icon: Info },
  warn: { look: 'border-warn-line bg-warn-tint text-warn', Icon: TriangleAlert },
  bad: { look: 'border-bad-line bg-bad-tint text-bad', Icon: CircleAlert },
}
