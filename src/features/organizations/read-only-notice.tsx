import { Link } from '@tanstack/react-router'
import app from 'app.config'
import type { ReactNode } from 'react'
import { type Granted, may } from '~/auth/permissions'
import { Notice } from '~/ui/notice'

type Place = { org: string; name: string; granted: Granted; readOnly: boolean }

/** Above every page of a suspended organization, for everybody; null where it is none. */
export function suspendedNotice(name: string, suspended: string | null): ReactNode {
  if (suspended === null) return null
  return (
    <Notice
      tone="bad"
      className="rounded-none border-x-0 border-t-0"
      action={
        <a href={`mailto:${app.company.supportEmail}`} className="link">
          Write to {app.name}
        </a>
      }
    >
      <bdi>{name}</bdi> is suspended. {suspended} Everything can be read here, and nothing changed.
    </Notice>
  )
}

/** Above every page of an organization whose plan has no place for the reader, or null where it has one. */
export function readOnlyNotice({ org, name, granted, readOnly }: Place): ReactNode {
  if (!readOnly) return null
  return (
    <Notice
      tone="warn"
      className="rounded-none border-x-0 border-t-0"
      action={
        may(granted, { billing: ['read'] }) && (
          <Link to="/app/$org/billing" params={{ org }} className="link">
            See the plans
          </Link>
        )
      }
    >
      There are more people in <bdi>{name}</bdi> than its plan has room for, and you joined last.
      You can read everything here. To change something, ask an owner for a larger plan.
    </Notice>
  )
}
