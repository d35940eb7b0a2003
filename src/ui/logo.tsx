/**
 * The mark: a house seen from above, the open court in its middle, and the light that falls in.
 * The house takes the colour of the text around it, the light is the accent.
 */
export function Mark({ className = 'size-6' }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      className={`shrink-0 ${className}`}
      aria-hidden="true"
      focusable="false"
    >
      <path
        fill="currentColor"
        fillRule="evenodd"
        d="M5 1h14a4 4 0 0 1 4 4v14a4 4 0 0 1-4 4H5a4 4 0 0 1-4-4V5a4 4 0 0 1 4-4zm2 6v10h10V7z"
      />
      <path className="fill-accent" d="M17 7v10H7z" />
    </svg>
  )
}

/** The mark and the product's name. */
export function Logo({ name, className = '' }: { name: string; className?: string }) {
  return (
    <span className={`inline-flex items-center gap-2.5 font-semibold text-heading ${className}`}>
      <Mark />
      {name}
    </span>
  )
}
