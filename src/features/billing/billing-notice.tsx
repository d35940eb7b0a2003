import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { type Granted, may } from '~/auth/permissions'
import type { Standing } from '~/billing/standing'
import { Day } from '~/ui/day'
import { Notice } from '~/ui/notice'
import { freePlan, inDays, nameOf } from './words'

/** From so many days before a trial or a plan ends it is said. */
const ahead = { trial: 7, end: 14 }

type Place = { org: string; name: string; granted: Granted; standing: Standing }

/**
 * Above every page of an organization whose bill needs somebody, or null where nothing does. What is pressing comes
 * before any other notice.
 */
export function pressingNotice({ org, name, granted, standing }: Place): ReactNode {
  const { state, subscribed, graceUntil, grantedUntil } = standing
  const plan = nameOf(subscribed ?? standing.plan)
  const way = wayFor(granted, 'Pay it')
  // Meanwhile it has what was given by hand: nothing presses before that is over.
  if (state === 'lapsed' && !grantedUntil) {
    return (
      <Line tone="bad" org={org} way={way}>
        <bdi>{name}</bdi> has what {freePlan.name} allows{way && `: a payment for ${plan} is late`}.
        Nothing is deleted.
      </Line>
    )
  }
  if (state === 'late' && graceUntil && may(granted, { billing: ['read'] })) {
    return (
      <Line tone="warn" org={org} way={way}>
        A payment did not go through. <bdi>{name}</bdi> keeps {plan} until <Day at={graceUntil} />.
      </Line>
    )
  }
  return null
}

/** The same for what lies ahead: a trial's or a plan's end. */
export function comingNotice({ org, granted, standing }: Place): ReactNode {
  const { state, subscribed, until, daysLeft, ends, paymentMethod } = standing
  if (!may(granted, { billing: ['read'] }) || !subscribed || !until || daysLeft === null)
    return null
  const plan = nameOf(subscribed)
  if (ends && daysLeft < ahead.end && (state === 'paid' || state === 'trial')) {
    return (
      <Line tone="info" org={org} way={wayFor(granted, `Keep ${plan}`)}>
        {plan} ends on <Day at={until} />. After that you have {freePlan.name}.
      </Line>
    )
  }
  if (state === 'trial' && !paymentMethod && daysLeft < ahead.trial) {
    return (
      <Line tone="warn" org={org} way={wayFor(granted, 'Add a card')}>
        The trial of {plan} ends {inDays(daysLeft)}. With a card it goes on.
      </Line>
    )
  }
  return null
}

function wayFor(granted: Granted, act: string): string | undefined {
  if (may(granted, { billing: ['manage'] })) return act
  return may(granted, { billing: ['read'] }) ? 'Look at it' : undefined
}

type LineProps = {
  tone: 'info' | 'warn' | 'bad'
  org: string
  /** What is done about it on the billing page, where that is open to the reader. */
  way: string | undefined
  children: ReactNode
}

function Line({ tone, org, way, children }: LineProps) {
  return (
    <Notice
      tone={tone}
      className="rounded-none border-x-0 border-t-0"
      action={
        way && (
          <Link
            to="/app/$org/billing"
            params={{ org }}
            className="link"
            activeProps={{ className: 'hidden' }}
          >
            {way}
          </Link>
        )
      }
    >
      {children}
    </Notice>
  )
}
