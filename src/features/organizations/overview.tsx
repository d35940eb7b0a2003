import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

type Figure = {
  label: string
  value: number
  limit: number | null
  to: '/app/$org/members' | '/app/$org/projects'
}

/** The organization in figures: each large, with its limit beside it and the way to its page. */
export function Overview({
  org,
  figures,
  children,
}: {
  org: string
  figures: Figure[]
  children?: ReactNode
}) {
  return (
    <>
      <dl className="grid gap-px overflow-hidden border-y bg-hairline sm:grid-cols-2">
        {figures.map(({ label, value, limit, to }) => (
          <div key={label} className="bg-paper py-6 sm:odd:pr-6 sm:even:pl-6">
            <dt className="text-quiet">
              <Link to={to} params={{ org }}>
                {label}
              </Link>
            </dt>
            <dd className="mt-1 flex items-baseline gap-2">
              <span className="text-display font-medium tabular-nums">{value}</span>
              <span className="text-quiet text-small">
                {limit === null ? 'without limit' : `of ${limit} in your plan`}
              </span>
            </dd>
          </div>
        ))}
      </dl>
      {children}
    </>
  )
}
