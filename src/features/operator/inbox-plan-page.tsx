import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Badge } from '~/ui/badge'
import { ButtonLink } from '~/ui/button'
import { Copy } from '~/ui/copy'
import { Day } from '~/ui/day'
import { Empty } from '~/ui/empty'
import { Moment } from '~/ui/moment'
import { Page, Section } from '~/ui/page'
import { PageLinks } from '~/ui/paging'
import { TableSkeleton } from '~/ui/skeleton'
import { Unread } from '~/ui/unread'
import { Fact } from './fact'
import { timelineQuery, whyQuery } from './inbox.queries'
import type { Why } from './inbox-standing.server'
import { Timeline } from './inbox-timeline'
import { statusOf } from './inbox-words'

type Props = { organizationId: string; page: string | undefined }

/** Why an organization is on its plan: the answer, what it was made of, and what led there. */
export function PlanPage({ organizationId, page }: Props) {
  const { data: why } = useSuspenseQuery(whyQuery(organizationId))
  return (
    <Page
      title={<bdi>{why.organization.name}</bdi>}
      sentence="Why this organization is on its plan."
      width="table"
      back={<Link to="/operator/billing">Billing</Link>}
      action={
        <ButtonLink
          to="/operator/organizations/$organization"
          params={{ organization: organizationId }}
        >
          Look at the organization
        </ButtonLink>
      }
    >
      <p className="max-w-reading border-accent-edge border-l-2 pl-4 font-medium text-heading [overflow-wrap:anywhere]">
        {why.answer}
      </p>
      <Section title="What the answer is made of">
        <Inputs why={why} />
      </Section>
      <Section title="What led here" sentence="Newest first, by our own clock.">
        <Led organizationId={organizationId} page={page} />
      </Section>
    </Page>
  )
}

function Inputs({ why }: { why: Why }) {
  const { organization, account, subscriptions, members, now } = why
  return (
    <dl className="border-t text-dense">
      {subscriptions.map((each) => (
        <Fact key={each.id} name="Subscription">
          <Bought {...each} />
        </Fact>
      ))}
      {subscriptions.length === 0 && <Fact name="Subscription">None</Fact>}
      <Fact name="Members">{members}</Fact>
      {account?.granted && (
        <Fact name="Given by hand">
          {account.granted.plan}
          {account.granted.until && (
            <>
              , until <Day at={account.granted.until} />
            </>
          )}
        </Fact>
      )}
      {account?.next && (
        <Fact name="Planned">
          {account.next.plan}, by the {account.next.interval ?? 'month'}
        </Fact>
      )}
      {account?.pastDueSince && (
        <Fact name="Payment late">
          Since <Day at={account.pastDueSince} />
        </Fact>
      )}
      <Fact name="Paid with">{account?.paymentMethod ?? 'Nothing stored'}</Fact>
      <Fact name="Stripe was read">
        {account?.readAt ? <Moment at={account.readAt} /> : 'Never'}
      </Fact>
      <Fact name="The bill’s clock">
        <Moment at={now} />
      </Fact>
      {organization.customerId && (
        <div className="mt-3 max-w-108">
          <Copy value={organization.customerId} label="customer id" />
        </div>
      )}
    </dl>
  )
}

function Bought({ id, plan, status, interval, seats, until, ends }: Why['subscriptions'][number]) {
  const { word, tone } = statusOf(status)
  return (
    <>
      <span className="flex flex-wrap gap-x-4">
        <Badge tone={tone}>{word}</Badge>
        <span>
          {plan} by the {interval ?? 'month'}, {seats ?? 1} {seats === 1 ? 'seat' : 'seats'}
        </span>
        {until && (
          <span className="text-quiet">
            {ends ? 'Ends' : 'Until'} <Day at={until} />
          </span>
        )}
      </span>
      {id && <code className="font-mono text-quiet text-small">{id}</code>}
    </>
  )
}

function Led({ organizationId, page }: Props) {
  const query = useQuery(timelineQuery(organizationId, page))
  const { data, error, isPlaceholderData, refetch } = query
  if (error) return <Unread what="timeline" error={error} retry={() => void refetch()} />
  if (!data) return <TableSkeleton />
  if (data.entries.length === 0) {
    return (
      <Empty
        title="Nothing has happened yet"
        sentence="What people choose, what Stripe tells and what is set right will stand here."
      />
    )
  }
  return (
    <div className={isPlaceholderData ? 'opacity-60' : ''} aria-busy={isPlaceholderData}>
      <Timeline entries={data.entries} />
      <div className="mt-3 flex justify-end gap-2">
        <PageLinks page={data} below />
      </div>
    </div>
  )
}
