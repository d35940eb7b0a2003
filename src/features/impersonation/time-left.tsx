import { useEffect, useState } from 'react'

const second = 1_000
const minute = 60 * second

/** How long something still lasts: in minutes, then in seconds. Renders when what it says changes, and nothing else. */
export function TimeLeft({ endsAt, onOver }: { endsAt: Date; onOver: () => void }) {
  const end = endsAt.getTime()
  const [left, setLeft] = useState(() => end - Date.now())
  useEffect(() => {
    const tick = () => setLeft(end - Date.now())
    if (left <= 0) {
      onOver()
      // A clock that is ahead: the server knows better, and is asked again.
      const again = setTimeout(tick, 20 * second)
      return () => clearTimeout(again)
    }
    const step = left > minute ? minute : second
    const wait = setTimeout(tick, left % step || step)
    return () => clearTimeout(wait)
  }, [end, left, onOver])
  return (
    <span
      role="timer"
      aria-live="off"
      className="shrink-0 text-dense text-quiet tabular-nums"
      suppressHydrationWarning
    >
      {inWords(left)}
    </span>
  )
}

function inWords(left: number): string {
  if (left <= 0) return 'ends now'
  if (left > minute) return `${Math.ceil(left / minute)} min left`
  return `${Math.ceil(left / second)} s left`
}
