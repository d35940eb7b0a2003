/**
 * An atrium as one sees it leaning over its highest rail: four storeys around a court, drawn in
 * fine lines, and the light that falls in. Decoration; its colours are those of the theme.
 */
export function CourtDrawing({ className = '' }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 640 640"
      className={`fill-none stroke-edge ${className}`}
      aria-hidden="true"
      focusable="false"
    >
      <path className="fill-accent stroke-none" opacity=".24" d={light.floor} />
      <path className="fill-accent stroke-none" opacity=".13" d={light.right} />
      <path className="fill-accent stroke-none" opacity=".08" d={light.near} />
      <path className="fill-ink stroke-none" opacity=".055" d={doors} />
      <path strokeWidth=".6" opacity=".55" d={tiles} />
      <path strokeWidth=".6" opacity=".7" d={columns} />
      <path strokeWidth=".8" d={slabs} />
    </svg>
  )
}

/** Across, along and down, each from 0 to 1. */
type Point = readonly [x: number, y: number, depth: number]

const size = 640
const eye = { x: 0.62, y: 0.56 }
const storeys = 4
/** Where the sun's slant lands on the floor. */
const sun = { x: 0.4, y: 0.46 }

/** Where a point of the court stands on the paper, seen from above. */
function seen([x, y, depth]: Point): string {
  const near = 1 / (1 + depth * 1.9)
  const across = eye.x + (x - eye.x) * near
  const along = eye.y + (y - eye.y) * near
  return `${(across * size).toFixed(1)} ${(along * size).toFixed(1)}`
}

const line = (...points: Point[]) => `M${points.map(seen).join('L')}`
const shape = (...points: Point[]) => `${line(...points)}z`
const steps = (count: number) => Array.from({ length: count }, (_, step) => step)

/** A point of one of the four walls, `along` it from 0 to 1. */
const walls = [
  (along: number, depth: number): Point => [along, 0, depth],
  (along: number, depth: number): Point => [1, along, depth],
  (along: number, depth: number): Point => [1 - along, 1, depth],
  (along: number, depth: number): Point => [0, 1 - along, depth],
]

const ring = (depth: number) => shape(...walls.map((wall) => wall(0, depth)))

const slabs = steps(storeys + 1)
  .flatMap((storey) => [
    ring(storey / storeys),
    storey < storeys ? ring(storey / storeys + 0.035) : '',
  ])
  .join('')

const columns = steps(storeys)
  .flatMap((storey) =>
    walls.flatMap((wall) =>
      steps(8).map((place) =>
        line(wall(place / 8, storey / storeys + 0.035), wall(place / 8, (storey + 1) / storeys)),
      ),
    ),
  )
  .join('')

const doors = steps(storeys)
  .flatMap((storey) =>
    walls.flatMap((wall, side) =>
      steps(8)
        .filter((place) => (place + storey + side) % 2 === 0)
        .map((place) => {
          const [from, to] = [(place + 0.22) / 8, (place + 0.78) / 8]
          const [top, foot] = [(storey + 0.36) / storeys, (storey + 1) / storeys]
          return shape(wall(from, top), wall(to, top), wall(to, foot), wall(from, foot))
        }),
    ),
  )
  .join('')

const tiles = steps(7)
  .flatMap((step) => {
    const at = (step + 1) / 8
    return [line([at, 0, 1], [at, 1, 1]), line([0, at, 1], [1, at, 1])]
  })
  .join('')

const light = {
  floor: shape([sun.x, sun.y, 1], [1, sun.y, 1], [1, 1, 1], [sun.x, 1, 1]),
  right: shape([1, sun.y, 1], [1, 0, 0], [1, 1, 0], [1, 1, 1]),
  near: shape([sun.x, 1, 1], [0, 1, 0], [1, 1, 0], [1, 1, 1]),
}
