import { X } from 'lucide-react'
import type { ReactNode } from 'react'

/** The line above a table: filters as sentences, then the ways to add one or to search. */
export function Filters({ children }: { children: ReactNode }) {
  return <div className="mb-4 flex flex-wrap items-center gap-2">{children}</div>
}

type FilterChipProps = {
  /** "Role" */
  field: string
  /** "is", unless it says something else. */
  verb?: string
  /** "admin" */
  value: string
  onRemove: () => void
}

/** A filter that reads as a sentence, and how to take it away: "Role is admin". */
export function FilterChip({ field, verb = 'is', value, onRemove }: FilterChipProps) {
  return (
    <span className="inline-flex h-7 items-center rounded-control border bg-raised pl-2.5 text-dense max-md:h-9">
      <span className="text-quiet">
        {field} {verb}&nbsp;
      </span>
      <span className="font-medium">{value}</span>
      <button
        type="button"
        aria-label={`Remove the filter ${field} ${verb} ${value}`}
        onClick={onRemove}
        className="ml-1 grid h-full w-7 place-items-center rounded-control text-quiet hover:text-ink focus-visible:-outline-offset-2 max-md:w-9"
      >
        <X className="size-3.5" strokeWidth={1.75} aria-hidden />
      </button>
    </span>
  )
}

type SelectionBarProps = {
  count: number
  noun: string
  nouns?: string
  onClear: () => void
  /** Small buttons: the acts for all that is selected. */
  children: ReactNode
}

/** The acts for what is selected; floats at the foot of the table while something is. */
export function SelectionBar({
  count,
  noun,
  nouns = `${noun}s`,
  onClear,
  children,
}: SelectionBarProps) {
  if (count === 0) return null
  return (
    <section
      aria-label="Selection"
      className="floating sticky bottom-4 z-20 mt-4 flex w-fit max-w-full flex-wrap items-center gap-x-4 gap-y-2 py-2 pr-2 pl-4 text-dense max-sm:w-full"
    >
      <span className="tabular-nums max-sm:flex-1" role="status">
        {count} {count === 1 ? noun : nouns} selected
      </span>
      <div className="flex flex-wrap gap-2 max-sm:order-last max-sm:basis-full">{children}</div>
      <button
        type="button"
        aria-label="Clear the selection"
        onClick={onClear}
        className="-ml-2 grid size-7 place-items-center rounded-control text-quiet hover:bg-hover hover:text-ink max-md:size-9"
      >
        <X className="size-4" strokeWidth={1.75} aria-hidden />
      </button>
    </section>
  )
}
