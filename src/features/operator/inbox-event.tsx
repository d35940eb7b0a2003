import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Badge } from '~/ui/badge'
import { Button } from '~/ui/button'
import { Copy } from '~/ui/copy'
import { Moment } from '~/ui/moment'
import { Sheet } from '~/ui/sheet'
import { SkeletonLine } from '~/ui/skeleton'
import { Unread } from '~/ui/unread'
import { Fact } from './fact'
import { eventQuery } from './inbox.queries'
import type { OneEvent } from './inbox.server'
import { ReplayDialog } from './inbox-replay'
import { stateOf } from './inbox-words'

type Props = { eventId: string | undefined; close: () => void; mayReplay: boolean }

/** One event beside the list: what is known of it, what Stripe said, and the way to have it worked again. */
export function EventSheet({ eventId, close, mayReplay }: Props) {
  return (
    <Sheet
      open={eventId !== undefined}
      onOpenChange={(open) => open || close()}
      title="Event of Stripe"
      sentence="What it said is not believed: it only makes us read the customer."
    >
      {eventId && <Known eventId={eventId} mayReplay={mayReplay} />}
    </Sheet>
  )
}

function Known({ eventId, mayReplay }: { eventId: string; mayReplay: boolean }) {
  const { data: event, error, refetch } = useQuery(eventQuery(eventId))
  if (error) return <Unread what="event" error={error} retry={() => void refetch()} />
  if (!event) {
    return (
      <div className="grid animate-breathe gap-4" role="status" aria-label="Loading">
        <SkeletonLine className="w-56" />
        <SkeletonLine className="w-40" />
        <SkeletonLine className="w-64" />
      </div>
    )
  }
  return <Opened event={event} mayReplay={mayReplay} />
}

function Opened({ event, mayReplay }: { event: OneEvent; mayReplay: boolean }) {
  const [asks, setAsks] = useState(false)
  const { word, ...look } = stateOf(event.state)
  return (
    <>
      <Copy value={event.id} label="event id" />
      <dl className="mt-4 border-t text-dense">
        <Fact name="Kind">{event.type}</Fact>
        <Fact name="State">
          <Badge {...look}>{word}</Badge>
          {event.reason && <span className="block text-quiet">{event.reason}</span>}
        </Fact>
        <Fact name="Organization">
          {event.organization ? (
            <Link
              className="link"
              to="/operator/billing/$organization"
              params={{ organization: event.organization.id }}
            >
              <bdi>{event.organization.name}</bdi>
            </Link>
          ) : (
            'None of ours'
          )}
        </Fact>
        <Fact name="Customer">{event.customerId ?? 'Names none'}</Fact>
        <Fact name="Happened">
          <Moment at={event.createdAt} />
        </Fact>
        <Fact name="Came">
          <Moment at={event.receivedAt} />
          {event.deliveries !== 1 && `, ${event.deliveries} times`}
        </Fact>
        <Fact name="Worked">
          {event.workedAt ? <Moment at={event.workedAt} /> : 'Not yet'}
          {event.attempts > 1 && `, ${event.attempts} tries so far`}
        </Fact>
      </dl>
      {mayReplay && event.customerId && event.state !== 'waiting' && (
        <Button className="mt-4" onClick={() => setAsks(true)}>
          Replay…
        </Button>
      )}
      <h3 className="mt-8 font-medium">What Stripe said</h3>
      <p className="mt-0.5 text-dense text-quiet">Links and secrets are left out.</p>
      <pre className="mt-2 whitespace-pre-wrap rounded-control border bg-sunken p-3 font-mono text-small [overflow-wrap:anywhere]">
        {event.payload}
      </pre>
      <ReplayDialog event={asks ? event : null} close={() => setAsks(false)} />
    </>
  )
}
