type Props = {
  kind: 'bars' | 'line'
  values: readonly (number | null)[]
  /** The value that reaches the upper edge. */
  top: number
  /** Which value is read now. */
  shown: number | null
}

/** Each value has so many units of width; the height is 100. The drawing stretches with its place. */
const step = 10

/** The lines and bars of a chart, for the eye only: geometry in attributes, colours from the tokens. */
export function ChartDrawing({ kind, values, top, shown }: Props) {
  const width = values.length * step
  return (
    <svg
      viewBox={`0 0 ${width} 100`}
      preserveAspectRatio="none"
      className="block size-full overflow-visible"
      aria-hidden="true"
    >
      {[0, 50, 100].map((y) => (
        <line
          key={y}
          className={y === 100 ? 'stroke-edge' : 'stroke-hairline'}
          vectorEffect="non-scaling-stroke"
          x1="0"
          x2={width}
          y1={y}
          y2={y}
        />
      ))}
      {kind === 'bars' ? (
        <Bars values={values} top={top} shown={shown} />
      ) : (
        <Line values={values} top={top} shown={shown} />
      )}
    </svg>
  )
}

type Drawn = Omit<Props, 'kind'>

function Bars({ values, top, shown }: Drawn) {
  return values.map((value, place) => {
    const height = ((value ?? 0) / top) * 100
    const name = `bar ${place}`
    return (
      <rect
        key={name}
        className={place === shown ? 'fill-ink' : 'fill-accent-edge'}
        x={place * step + step * 0.15}
        y={100 - height}
        width={step * 0.7}
        height={height}
      />
    )
  })
}

function Line({ values, top, shown }: Drawn) {
  const runs = runsOf(values.map((value, place) => point(value, place, top)))
  const here = shown === null ? null : point(values[shown] ?? null, shown, top)
  return (
    <>
      {runs.map((run) => {
        const path = `M${run.map(({ x, y }) => `${x} ${y}`).join('L')}`
        const [first, last] = [run[0]?.x ?? 0, run.at(-1)?.x ?? 0]
        return (
          <g key={path}>
            <path className="fill-accent-tint" d={`${path}L${last} 100L${first} 100Z`} />
            <path
              className="fill-none stroke-accent-edge"
              strokeWidth="2"
              strokeLinejoin="round"
              strokeLinecap="round"
              vectorEffect="non-scaling-stroke"
              // A single point is drawn as a dot.
              d={run.length === 1 ? `${path}h0.001` : path}
            />
          </g>
        )
      })}
      {here && (
        <>
          <line
            className="stroke-edge"
            vectorEffect="non-scaling-stroke"
            x1={here.x}
            x2={here.x}
            y1="0"
            y2="100"
          />
          {/* A round end of a line without length stays a circle however the drawing stretches. */}
          <path
            className="stroke-ink"
            strokeWidth="8"
            strokeLinecap="round"
            vectorEffect="non-scaling-stroke"
            d={`M${here.x} ${here.y}h0.001`}
          />
        </>
      )}
    </>
  )
}

type Point = { x: number; y: number }

function point(value: number | null, place: number, top: number): Point | null {
  return value === null ? null : { x: (place + 0.5) * step, y: 100 - (value / top) * 100 }
}

/** The stretches of a line between which there is no value. */
function runsOf(points: readonly (Point | null)[]): Point[][] {
  const runs: Point[][] = [[]]
  for (const each of points) {
    if (each) runs.at(-1)?.push(each)
    else runs.push([])
  }
  return runs.filter((run) => run.length > 0)
}

/** The next round number, so that the edge can be read: 3, 8, 15, 40, 200… */
export function topOf(values: readonly number[]): number {
  const most = Math.max(0, ...values)
  if (most === 0) return 1
  const ten = 10 ** Math.floor(Math.log10(most))
  // Of whole numbers below ten there is no half.
  const steps = ten === 1 ? [1, 2, 3, 4, 5, 6, 8, 10] : [1, 1.5, 2, 3, 4, 5, 6, 8, 10]
  return (steps.find((times) => times * ten >= most) ?? 10) * ten
}
