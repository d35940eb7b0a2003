import { useQuery } from '@tanstack/react-query'
import { Button } from '~/ui/button'
import { Empty } from '~/ui/empty'
import { TableSkeleton } from '~/ui/skeleton'
import { Unread } from '~/ui/unread'
import type { Change, EventsQuery } from './inbox'
import { eventsQuery } from './inbox.queries'
import type { EventsPage } from './inbox.server'
import { EventsTable } from './inbox-events-table'
import { EventFilters } from './inbox-filters'
import { ReplayAll } from './inbox-replay'

type Props = { query: EventsQuery; change: Change; mayReplay: boolean }

/** The events of Stripe that the address asks for. While they change, those before them stay, paler. */
export function Events({ query, change, mayReplay }: Props) {
  const { data: page, error, isPlaceholderData, refetch } = useQuery(eventsQuery(query))
  const { q, type, state } = query
  const narrowed = Boolean(q || type || state)
  const narrow: Change = (next) => change({ page: undefined, ...next })
  const clear = () => narrow({ q: undefined, type: undefined, state: undefined })
  return (
    <>
      {page && <Standing page={page} query={query} narrow={narrow} />}
      <EventFilters query={query} narrow={narrow} />
      {error && <Unread what="events" error={error} retry={() => void refetch()} />}
      <div className={isPlaceholderData ? 'opacity-60' : ''} aria-busy={isPlaceholderData || !page}>
        {!page ? (
          !error && <TableSkeleton />
        ) : page.matching > 0 ? (
          <EventsTable query={query} page={page} change={change} mayReplay={mayReplay} />
        ) : narrowed ? (
          <Empty
            title="Nothing matches"
            sentence="No event that is kept fits these filters. What is done is forgotten after 90 days."
            action={<Button onClick={clear}>Clear the filters</Button>}
          />
        ) : (
          <Empty
            title="Stripe has told nothing yet"
            sentence="Each event that comes is kept here with what became of it."
          />
        )}
      </div>
      {mayReplay && page && state === 'failed' && page.matching > 1 && (
        <ReplayAll which={{ q, type }} count={page.matching} />
      )}
    </>
  )
}

type StandingProps = { page: EventsPage; query: EventsQuery; narrow: Change }

/** Whether something waits for somebody to look, in one sentence. */
function Standing({ page: { counts }, query, narrow }: StandingProps) {
  const { failed, waiting } = counts
  const waits = waiting > 0 ? ` ${waiting.toLocaleString('en')} waiting to be read.` : ''
  if (failed === 0) return <p className="mb-4 text-quiet">Nothing failed.{waits}</p>
  return (
    <p className="mb-4">
      <button
        type="button"
        className="link font-medium"
        aria-pressed={query.state === 'failed'}
        onClick={() => narrow({ state: query.state === 'failed' ? undefined : 'failed' })}
      >
        {failed.toLocaleString('en')} failed
      </button>{' '}
      <span className="text-quiet">
        and {failed === 1 ? 'waits' : 'wait'} for somebody to look.{waits}
      </span>
    </p>
  )
}
