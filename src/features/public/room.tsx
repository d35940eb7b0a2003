import type { ReactNode } from 'react'

type RoomProps = {
  /** How far the day has come, from 0 in the morning to 1 in the late afternoon. */
  day: number
  className?: string
  children: ReactNode
}

/** A wall of the house with the light of an hour on it, falling in between columns. */
export function Room({ day, className = '', children }: RoomProps) {
  return (
    <div className={`relative overflow-hidden bg-sunken ${className}`}>
      <svg
        viewBox="0 0 100 100"
        preserveAspectRatio="none"
        className="absolute inset-0 size-full fill-accent"
        aria-hidden="true"
        focusable="false"
      >
        <path opacity=".13" d={light(day)} />
      </svg>
      <div className="relative h-full">{children}</div>
    </div>
  )
}

const openings = 4
const opening = 11
const column = 3

/** Strips side by side: in the morning they fall from the left, in the afternoon from the right. */
function light(day: number): string {
  const above = 4 + 50 * day
  const below = above + 80 * (0.5 - day)
  return Array.from({ length: openings }, (_, place) => {
    const left = place * (opening + column)
    const right = left + opening
    return `M${at(above + left, 0)}L${at(above + right, 0)}L${at(below + right, 100)}L${at(below + left, 100)}z`
  }).join('')
}

const at = (x: number, y: number) => `${x.toFixed(1)} ${y}`
