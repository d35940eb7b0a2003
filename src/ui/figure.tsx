import type { ReactNode } from 'react'

type FigureProps = {
  label: ReactNode
  /** Written out as it is to be read: "1,204", "€ 348". */
  value: ReactNode
  /** Small, beside it: "of 100", "a month". */
  unit?: ReactNode
  /** Small, below: what it is compared with, or until when. */
  note?: ReactNode
  /** A `UsageBar`. */
  children?: ReactNode
}

/** A number one can trust: large and tabular, its unit and period small. */
export function Figure({ label, value, unit, note, children }: FigureProps) {
  return (
    <div className="min-w-0">
      <p className="text-quiet">{label}</p>
      <p className="mt-1 flex flex-wrap items-baseline gap-x-1.5">
        <span className="font-medium text-display tabular-nums">{value}</span>
        {unit && <span className="text-quiet">{unit}</span>}
      </p>
      {children && <div className="mt-2">{children}</div>}
      {note && <p className="mt-2 text-dense text-quiet">{note}</p>}
    </div>
  )
}

/** Figures beside each other, parted by hairlines. */
export function Figures({ children }: { children: ReactNode }) {
  return (
    <div className="grid gap-x-8 gap-y-6 border-y py-6 sm:grid-cols-[repeat(auto-fit,minmax(10rem,1fr))]">
      {children}
    </div>
  )
}

type UsageBarProps = {
  /** What is counted: "Members". */
  label: string
  used: number
  /** `null` is as many as one likes: no bar. */
  limit: number | null
}

/** How much of a limit is used: a thin bar in one colour, the limit as a mark. */
export function UsageBar({ label, used, limit }: UsageBarProps) {
  if (limit === null) return null
  // More than the limit is possible after a move to a smaller plan: then the mark stands inside.
  const full = Math.max(used, limit, 1)
  const mark = (limit / full) * 100
  return (
    <div>
      <meter className="sr-only" aria-label={label} value={used} max={limit}>
        {used} of {limit}
      </meter>
      <svg
        viewBox="0 0 100 8"
        preserveAspectRatio="none"
        className="block h-2 w-full"
        aria-hidden="true"
      >
        <rect className="fill-hairline" y="3" width="100" height="2" />
        <rect
          className={used > limit ? 'fill-warn' : 'fill-accent-edge'}
          y="2"
          width={(used / full) * 100}
          height="4"
        />
        <line
          className="stroke-ink"
          strokeWidth="1.5"
          vectorEffect="non-scaling-stroke"
          x1={mark}
          x2={mark}
          y1="0"
          y2="8"
        />
      </svg>
    </div>
  )
}
