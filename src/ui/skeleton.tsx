/** One line of text to come. `className` gives its width: `w-40`. */
export function SkeletonLine({ className = 'w-40' }: { className?: string }) {
  return <span className={`block h-3 rounded-full bg-hairline ${className}`} />
}

/** A page to come: its title, its sentence, and rows. Announced once, by its label. */
export function PageSkeleton({ label = 'Loading', rows = 6 }: { label?: string; rows?: number }) {
  return (
    <div className="w-full max-w-table animate-breathe" role="status" aria-label={label}>
      <div className="grid h-9 items-center">
        <SkeletonLine className="h-6! w-56" />
      </div>
      <div className="mt-1 mb-8 grid h-5 items-center">
        <SkeletonLine className="w-80 max-w-full" />
      </div>
      <TableSkeleton rows={rows} />
    </div>
  )
}

/** Rows to come, with the height of rows. */
export function TableSkeleton({ rows = 6 }: { rows?: number }) {
  return (
    <div className="border-t">
      {Array.from({ length: rows }, (_, row) => `row ${row}`).map((row, place) => (
        <div key={row} className="flex h-11 items-center gap-4 border-b">
          <span className="size-6 shrink-0 rounded-full bg-hairline" />
          <SkeletonLine className={widths[place % widths.length]} />
          <SkeletonLine className="ml-auto w-16" />
        </div>
      ))}
    </div>
  )
}

const widths = ['w-44', 'w-32', 'w-52', 'w-36']
