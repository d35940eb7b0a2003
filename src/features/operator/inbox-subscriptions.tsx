import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Badge } from '~/ui/badge'
import { Empty } from '~/ui/empty'
import { TableSkeleton } from '~/ui/skeleton'
import { Cell, CountLine, HeadCell, Row, Table, TableBody, TableHead } from '~/ui/table'
import { Unread } from '~/ui/unread'
import { subscriptionsQuery } from './inbox.queries'
import type { CountedSubscriptions } from './inbox-subscriptions.server'
import { statusOf } from './inbox-words'
import { subscriptionStates } from './organizations'

/** How many organizations have subscribed to which plan, and in which state that is. */
export function Subscriptions() {
  const { data: rows, error, refetch } = useQuery(subscriptionsQuery)
  if (error) return <Unread what="subscriptions" error={error} retry={() => void refetch()} />
  if (!rows) return <TableSkeleton rows={4} />
  if (rows.length === 0) {
    return (
      <Empty
        title="Nobody has subscribed yet"
        sentence="Every subscription of Stripe's is counted here, by plan and state."
      />
    )
  }
  return <Counted rows={rows} />
}

function Counted({ rows }: { rows: CountedSubscriptions }) {
  const total = rows.reduce((sum, { count }) => sum + count, 0)
  return (
    <>
      <Table label="Subscriptions">
        <TableHead>
          <HeadCell>Plan</HeadCell>
          <HeadCell>State</HeadCell>
          <HeadCell>Paid</HeadCell>
          <HeadCell numeric>Seats</HeadCell>
          <HeadCell numeric>Subscriptions</HeadCell>
        </TableHead>
        <TableBody>
          {rows.map(({ plan, name, status, interval, seats, count }) => {
            const { word, tone } = statusOf(status)
            return (
              <Row key={`${plan} ${status} ${interval}`}>
                <Cell primary>
                  <Link
                    to="/operator/organizations"
                    search={{ plan, status: subscriptionStates.find((each) => each === status) }}
                    className="hover:underline"
                  >
                    {name}
                  </Link>
                </Cell>
                <Cell>
                  <Badge tone={tone}>{word}</Badge>
                </Cell>
                <Cell quiet>By the {interval ?? 'month'}</Cell>
                <Cell numeric quiet wide>
                  {seats.toLocaleString('en')}
                </Cell>
                <Cell numeric>{count.toLocaleString('en')}</Cell>
              </Row>
            )
          })}
        </TableBody>
      </Table>
      <CountLine shown={total} total={total} noun="subscription" />
    </>
  )
}
