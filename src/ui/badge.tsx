import type { ReactNode } from 'react'

export type Tone = 'neutral' | 'accent' | 'good' | 'warn' | 'bad'

type BadgeProps = {
  tone?: Tone
  /** Not yet so: the dot is a ring. */
  open?: boolean
  children: ReactNode
}

/** A state, as a word with a dot. */
export function Badge({ tone = 'neutral', open, children }: BadgeProps) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap align-top">
      <span
        aria-hidden
        className={`size-2 shrink-0 rounded-full ${colours[tone]} ${open ? 'border-[1.5px] border-current' : 'bg-current'}`}
      />
      {children}
    </span>
  )
}

const colours: Record<Tone, string> = {
  neutral: 'text-edge',
  accent: 'text-accent',
  good: 'text-good',
  warn: 'text-warn',
  bad: 'text-bad',
}
