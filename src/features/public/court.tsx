import type { ReactNode } from 'react'

/**
 * The court of the house, seen from above, with a picture lying on its floor and the afternoon falling in.
 * The drawing is stretched to its box; the floor always takes the same part of it.
 */
export function Court({ children }: { children: ReactNode }) {
  return (
    <div className="overflow-hidden">
      <div className="relative mx-auto -ml-[15%] aspect-[4/5] w-[124%] max-w-[100rem] sm:ml-auto sm:aspect-[8/5] sm:w-full">
        <svg
          viewBox={`0 0 ${paper.width} ${paper.height}`}
          preserveAspectRatio="none"
          className="absolute inset-0 size-full fill-none stroke-edge *:[vector-effect:non-scaling-stroke]"
          aria-hidden="true"
          focusable="false"
        >
          <path className="fill-sunken stroke-none" d={whole} />
          <path className="fill-accent stroke-none" opacity=".2" d={light.right} />
          <path className="fill-accent stroke-none" opacity=".12" d={light.near} />
          <path className="fill-ink stroke-none" opacity=".045" d={doors} />
          <path strokeWidth=".6" opacity=".6" d={columns} />
          <path strokeWidth=".8" opacity=".8" d={slabs} />
        </svg>
        <div className={`absolute overflow-hidden ${onTheFloor}`}>{children}</div>
      </div>
    </div>
  )
}

/** Across, along and down, each from 0 to 1. */
type Point = readonly [x: number, y: number, depth: number]

const paper = { width: 1600, height: 1000 }
const eye = { x: 0.6, y: 0.64 }
/** How much of the opening's width the floor takes. */
const floor = 0.75
// What eye and floor come to: (1 - floor) of the paper, divided by the eye's place.
const onTheFloor = 'top-[16%] left-[15%] h-3/4 w-3/4'

const storeys = 3
const slab = 0.04
const bays = { across: 12, along: 8 }
/** Where the sunlight's edge runs along the walls. */
const sun = { x: 0.34, y: 0.3 }

function seen([x, y, depth]: Point): string {
  const near = 1 / (1 + depth * (1 / floor - 1))
  const across = eye.x + (x - eye.x) * near
  const along = eye.y + (y - eye.y) * near
  return `${Math.round(across * paper.width)} ${Math.round(along * paper.height)}`
}

const line = (...points: Point[]) => `M${points.map(seen).join('L')}`
const shape = (...points: Point[]) => `${line(...points)}z`
const steps = (count: number) => Array.from({ length: count }, (_, step) => step)

/** A point of each of the four walls, `along` it from 0 to 1. */
const walls = [
  { bays: bays.across, at: (along: number, depth: number): Point => [along, 0, depth] },
  { bays: bays.along, at: (along: number, depth: number): Point => [1, along, depth] },
  { bays: bays.across, at: (along: number, depth: number): Point => [1 - along, 1, depth] },
  { bays: bays.along, at: (along: number, depth: number): Point => [0, 1 - along, depth] },
]

const ring = (depth: number) => shape(...walls.map((wall) => wall.at(0, depth)))
const whole = ring(0)

const slabs = steps(storeys + 1)
  .flatMap((storey) => [
    ring(storey / storeys),
    storey < storeys ? ring(storey / storeys + slab) : '',
  ])
  .join('')

const columns = steps(storeys)
  .flatMap((storey) =>
    walls.flatMap((wall) =>
      steps(wall.bays).map((place) =>
        line(
          wall.at(place / wall.bays, storey / storeys + slab),
          wall.at(place / wall.bays, (storey + 1) / storeys),
        ),
      ),
    ),
  )
  .join('')

const doors = steps(storeys)
  .flatMap((storey) =>
    walls.flatMap((wall, side) =>
      steps(wall.bays)
        .filter((place) => (place + storey + side) % 2 === 0)
        .map((place) => {
          const [from, to] = [(place + 0.24) / wall.bays, (place + 0.76) / wall.bays]
          const [top, foot] = [(storey + 0.4) / storeys, (storey + 1) / storeys]
          return shape(wall.at(from, top), wall.at(to, top), wall.at(to, foot), wall.at(from, foot))
        }),
    ),
  )
  .join('')

const light = {
  right: shape([1, sun.y, 1], [1, 0, 0], [1, 1, 0], [1, 1, 1]),
  near: shape([sun.x, 1, 1], [0, 1, 0], [1, 1, 0], [1, 1, 1]),
}
