import { type ReactNode, useState } from 'react'
import { ChartDrawing, topOf } from './chart-drawing'
import { ChartTable } from './chart-table'

export type ChartPoint = {
  /** "12 Nov", "12 to 18 Nov". */
  name: string
  /** Null where there is none: a part of nobody. */
  value: number | null
}

type ChartProps = {
  /** "Sign-ups" */
  title: string
  /** What is counted, and over what; where it leads. */
  note?: ReactNode
  /** Bars for what happens within a stretch of time, a line for what there is at its end. */
  kind: 'bars' | 'line'
  /** Oldest first. */
  points: readonly ChartPoint[]
  /** How a value is read: "42", "€1,204", "2.1 %". */
  format: (value: number) => string
  /** What a stretch is called, for the head of the table: "Day". */
  each: string
  /** Said instead of a drawing where there is nothing to draw, which is true: "Nobody signed up yet." */
  empty: string
  /** The number of the whole, large. */
  figure: ReactNode
  /** Small, beside it: "in 30 days". */
  unit?: ReactNode
  /** More columns of the table, in the order of the points. */
  more?: readonly { title: string; values: readonly string[] }[]
}

/**
 * A figure over time: a number one can trust, its drawing, and the table behind it. Each value is read under the
 * pointer and with the arrow keys.
 */
export function Chart(props: ChartProps) {
  const { title, note, kind, points, format, each, empty, figure, unit, more = [] } = props
  const [at, setAt] = useState<number | null>(null)
  const shown = at === null ? undefined : points[at]
  const words = ({ name, value }: ChartPoint) => `${name}: ${value === null ? '–' : format(value)}`
  const last = points.length - 1
  const isEmpty = points.every(({ value }) => !value)
  const top = topOf(points.map(({ value }) => value ?? 0))
  return (
    <figure className="min-w-0">
      <figcaption>
        <h3 className="text-quiet">{title}</h3>
        <p className="mt-1 flex flex-wrap items-baseline gap-x-1.5">
          <span className="font-medium text-display tabular-nums">{figure}</span>
          {unit && <span className="text-quiet">{unit}</span>}
        </p>
      </figcaption>
      {isEmpty ? (
        <p className="mt-3 grid h-36 content-center border-y text-quiet">{empty}</p>
      ) : (
        <>
          <div className="mt-3 flex h-4 items-baseline justify-between gap-4 text-quiet text-small tabular-nums">
            <span>{format(top)}</span>
            <span className="truncate text-ink">{shown && words(shown)}</span>
          </div>
          <div className="relative mt-1 h-32 has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:outline-offset-2">
            <ChartDrawing
              kind={kind}
              values={points.map(({ value }) => value)}
              top={top}
              shown={at}
            />
            <input
              type="range"
              className="absolute inset-0 size-full cursor-crosshair touch-pan-y opacity-0"
              aria-label={`${title}, by ${each.toLowerCase()}`}
              min={0}
              max={last}
              value={at ?? last}
              aria-valuetext={points[at ?? last] && words(points[at ?? last] ?? nothing)}
              onChange={({ currentTarget }) => setAt(currentTarget.valueAsNumber)}
              onFocus={() => setAt((place) => place ?? last)}
              onBlur={() => setAt(null)}
              onPointerLeave={() => setAt(null)}
              onPointerMove={({ clientX, currentTarget }) => {
                const { left, width } = currentTarget.getBoundingClientRect()
                const place = Math.floor(((clientX - left) / width) * points.length)
                setAt(Math.min(last, Math.max(0, place)))
              }}
              // The pointer shows what it is over; dragging the unseen thumb would say another one.
              onMouseDown={(event) => event.preventDefault()}
            />
          </div>
          <div className="mt-1.5 flex justify-between text-quiet text-small">
            <span>{points[0]?.name}</span>
            <span>{points[last]?.name}</span>
          </div>
        </>
      )}
      {note && <p className="mt-2 text-dense text-quiet [&_a]:link">{note}</p>}
      {!isEmpty && (
        <ChartTable
          title={title}
          each={each}
          rows={points.map((point, place) => ({
            name: point.name,
            cells: [
              point.value === null ? '–' : format(point.value),
              ...more.map(({ values }) => values[place] ?? ''),
            ],
          }))}
          columns={[title, ...more.map((column) => column.title)]}
        />
      )}
    </figure>
  )
}

const nothing: ChartPoint = { name: '', value: null }
