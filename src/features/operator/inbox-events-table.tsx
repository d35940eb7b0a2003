import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Badge } from '~/ui/badge'
import { MenuItem, MenuLink } from '~/ui/menu'
import { Moment } from '~/ui/moment'
import { PageLinks } from '~/ui/paging'
import { Cell, CountLine, HeadCell, Row, Table, TableBody, TableHead } from '~/ui/table'
import type { Change, EventsQuery } from './inbox'
import type { EventsPage, ListedEvent } from './inbox.server'
import { ReplayDialog } from './inbox-replay'
import { stateOf } from './inbox-words'

type Props = { query: EventsQuery; page: EventsPage; change: Change; mayReplay: boolean }

/** One page of events, with what an operator may do to each, and the ways to the pages around it. */
export function EventsTable({ query, page, change, mayReplay }: Props) {
  const [replaying, setReplaying] = useState<ListedEvent | null>(null)
  return (
    <>
      <Table label="Events">
        <TableHead>
          <HeadCell>Kind</HeadCell>
          <HeadCell>Organization</HeadCell>
          <HeadCell>State</HeadCell>
          <HeadCell>Came</HeadCell>
          <HeadCell numeric>Deliveries</HeadCell>
          <HeadCell numeric>Tries</HeadCell>
          <HeadCell hidden>Acts</HeadCell>
        </TableHead>
        <TableBody>
          {page.events.map((event) => (
            <Row
              key={event.id}
              label={event.type}
              menu={
                <>
                  <MenuItem onClick={() => change({ event: event.id })}>Open</MenuItem>
                  {mayReplay && event.state !== 'waiting' && event.customerId && (
                    <MenuItem onClick={() => setReplaying(event)}>Replay…</MenuItem>
                  )}
                  {event.organization && (
                    <MenuLink
                      to="/operator/billing/$organization"
                      params={{ organization: event.organization.id }}
                    >
                      Why this plan
                    </MenuLink>
                  )}
                </>
              }
            >
              <Cells event={event} query={query} />
            </Row>
          ))}
        </TableBody>
      </Table>
      <CountLine shown={page.events.length} total={page.matching} noun="event">
        <PageLinks page={page} />
      </CountLine>
      <ReplayDialog event={replaying} close={() => setReplaying(null)} />
    </>
  )
}

function Cells({ event, query }: { event: ListedEvent; query: EventsQuery }) {
  const { organization, customerId, reason } = event
  const { word, ...look } = stateOf(event.state)
  return (
    <>
      <Cell primary>
        <Link
          to="/operator/billing"
          search={{ ...query, event: event.id }}
          resetScroll={false}
          className="hover:underline"
        >
          {event.type}
        </Link>
      </Cell>
      <Cell quiet>
        <bdi className="[overflow-wrap:anywhere]">
          {organization?.name ?? (customerId ? 'None of ours' : 'Names no customer')}
        </bdi>
      </Cell>
      <Cell>
        <Badge {...look}>{word}</Badge>
        {reason && event.state !== 'ignored' && (
          <span className="block max-w-72 text-quiet text-small max-sm:hidden">{reason}</span>
        )}
      </Cell>
      <Cell quiet>
        <Moment at={event.receivedAt} />
      </Cell>
      <Cell numeric quiet wide>
        {event.deliveries}
      </Cell>
      <Cell numeric quiet wide>
        {event.attempts}
      </Cell>
    </>
  )
}
