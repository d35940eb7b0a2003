/**
 * The house of the logo at an hour of the day: the light in its court turns as the day goes on.
 *
 * @param day how far the day has come, from 0 in the morning to 1 in the evening
 */
export function SunMark({ day, className = '' }: { day: number; className?: string }) {
  return (
    <svg viewBox="0 0 24 24" className={className} aria-hidden="true" focusable="false">
      <path
        className="fill-ink"
        fillRule="evenodd"
        d="M5 1h14a4 4 0 0 1 4 4v14a4 4 0 0 1-4 4H5a4 4 0 0 1-4-4V5a4 4 0 0 1 4-4zm2 6v10h10V7z"
      />
      <path className="fill-accent" d={lit(day)} />
    </svg>
  )
}

type Point = readonly [x: number, y: number]

const middle = 12
const corners: Point[] = [
  [7, 7],
  [17, 7],
  [17, 17],
  [7, 17],
]

/** The half of the court on the sunny side of a line through its middle. */
function lit(day: number): string {
  // From the left in the morning, round by the near wall, to where the logo has it.
  const angle = Math.PI * (1 - 0.75 * day)
  const [dx, dy] = [Math.cos(angle), Math.sin(angle)]
  const isLit = ([x, y]: Point) => dx * (x - middle) + dy * (y - middle) >= 0
  const points = corners.flatMap((corner, place) => {
    const next = corners[(place + 1) % corners.length] ?? corner
    const own = isLit(corner) ? [corner] : []
    return isLit(corner) === isLit(next) ? own : [...own, crossing(corner, next, dx, dy)]
  })
  return `M${points.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join('L')}z`
}

/** Where the line through the middle, at a right angle to the light, meets one side of the court. */
function crossing([x, y]: Point, [, nextY]: Point, dx: number, dy: number): Point {
  return y === nextY
    ? [middle - (dy / dx) * (y - middle), y]
    : [x, middle - (dx / dy) * (x - middle)]
}
