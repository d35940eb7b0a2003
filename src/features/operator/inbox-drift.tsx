import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from '~/ui/button'
import { Empty } from '~/ui/empty'
import { Filters } from '~/ui/filters'
import { Moment } from '~/ui/moment'
import { PageLinks } from '~/ui/paging'
import { SearchBox } from '~/ui/search-box'
import { TableSkeleton } from '~/ui/skeleton'
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from '~/ui/table'
import { Unread } from '~/ui/unread'
import type { Change, DriftQuery } from './inbox'
import { driftQuery } from './inbox.queries'
import type { DriftPage } from './inbox-drift.server'

/** What reconciliation found different from Stripe, and set right. */
export function Drift({ query: { q, page: at }, change }: { query: DriftQuery; change: Change }) {
  const { data: page, error, isPlaceholderData, refetch } = useQuery(driftQuery({ q, page: at }))
  const search = (words: string) => change({ q: words || undefined, page: undefined })
  return (
    <>
      <p className="mb-4 max-w-reading text-quiet">
        Every quarter of an hour each customer is compared with Stripe. What differed was set right
        at once and is written down here: a row means that news of it was lost.
      </p>
      <Filters>
        <SearchBox label="Organization, cus_… or sub_…" value={q ?? ''} onSearch={search} />
      </Filters>
      {error && <Unread what="differences" error={error} retry={() => void refetch()} />}
      <div className={isPlaceholderData ? 'opacity-60' : ''} aria-busy={isPlaceholderData || !page}>
        {!page ? (
          !error && <TableSkeleton />
        ) : page.drift.length > 0 ? (
          <Differences page={page} />
        ) : q ? (
          <Empty
            title="Nothing matches"
            sentence="No difference was found for this organization, customer or subscription."
            action={<Button onClick={() => search('')}>Show all</Button>}
          />
        ) : (
          <Empty
            title="Nothing ever differed"
            sentence="Every event arrived, and what stands here is what Stripe says."
          />
        )}
      </div>
    </>
  )
}

function Differences({ page }: { page: DriftPage }) {
  return (
    <>
      <Table label="Differences">
        <TableHead>
          <HeadCell>Organization</HeadCell>
          <HeadCell>Here, and at Stripe</HeadCell>
          <HeadCell>Found</HeadCell>
        </TableHead>
        <TableBody>
          {page.drift.map(({ id, organization, found, foundAt, subscriptionId }) => (
            <Row key={id}>
              <Cell primary>
                <Link
                  to="/operator/billing/$organization"
                  params={{ organization: organization.id }}
                  className="hover:underline"
                >
                  <bdi className="[overflow-wrap:anywhere]">{organization.name}</bdi>
                </Link>
              </Cell>
              <Cell>
                <ul className="py-2">
                  {found.map(({ field, here, stripe }) => (
                    <li key={field}>
                      <span className="text-quiet">{field}:</span> {here}{' '}
                      <span className="text-quiet" aria-hidden>
                        →
                      </span>
                      <span className="sr-only">became</span> {stripe}
                    </li>
                  ))}
                </ul>
                <p className="pb-1 text-quiet sm:hidden">
                  <Moment at={foundAt} />
                </p>
                {subscriptionId && (
                  <code className="block pb-2 font-mono text-quiet text-small [overflow-wrap:anywhere]">
                    {subscriptionId}
                  </code>
                )}
              </Cell>
              <Cell quiet wide>
                <Moment at={foundAt} />
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
      <div className="mt-3 flex justify-end gap-2">
        <PageLinks page={page} />
      </div>
    </>
  )
}
