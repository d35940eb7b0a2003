import { encode } from 'uqr'

type QrCodeProps = {
  /** What a camera reads. */
  value: string
  /** What it is, for whoever cannot see it. */
  label: string
}

/** A code for a camera: dark on light whatever the theme, or some cameras do not read it. */
export function QrCode({ value, label }: QrCodeProps) {
  const { data, size } = encode(value, { border: 2 })
  const dots = data.flatMap((row, y) =>
    row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])),
  )
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="size-48 rounded-control border bg-raised text-ink scheme-light"
    >
      <path d={dots.join('')} fill="currentColor" />
    </svg>
  )
}
