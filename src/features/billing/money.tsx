import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Standing } from '~/billing/standing'
import { Button } from '~/ui/button'
import { Empty } from '~/ui/empty'
import { faultOf } from '~/ui/fault'
import { Notice, RequestId } from '~/ui/notice'
import { Section } from '~/ui/page'
import { SettingRow, Settings } from '~/ui/setting-row'
import { TableSkeleton } from '~/ui/skeleton'
import { ActButton } from './act-button'
import { moneyQuery, type useBillingActs } from './billing.queries'
import { InvoicesTable } from './invoices-table'

type Props = {
  org: string
  standing: Standing
  after?: string
  acts: ReturnType<typeof useBillingActs>
  mayManage: boolean
}

/** How it is paid, and what was paid: read from Stripe after the page is there. */
export function Money({ org, standing, after, acts, mayManage }: Props) {
  const { data, error, isPlaceholderData, refetch } = useQuery(moneyQuery(org, after))
  if (data && !data.isCustomer) return null
  const needsCard = standing.state === 'trial' && !standing.paymentMethod && !standing.ends
  return (
    <>
      {mayManage && (
        <Section title="Payment">
          <Settings>
            <SettingRow
              title={standing.paymentMethod ?? 'No card yet'}
              sentence="Cards, the address on invoices and open payments are looked after at Stripe."
            >
              <ActButton act={acts.openPortal} variant={needsCard ? 'primary' : 'secondary'}>
                {needsCard ? 'Add a card at Stripe' : 'Change at Stripe'}
              </ActButton>
            </SettingRow>
          </Settings>
        </Section>
      )}
      <Section title="Invoices">
        {error && <Silent error={error} retry={() => void refetch()} />}
        {!data && !error && (
          <div role="status" aria-label="Asking Stripe" className="animate-breathe">
            <TableSkeleton rows={3} />
          </div>
        )}
        {data && data.invoices.length === 0 && !after && (
          <Empty title="No invoice yet" sentence="Each stands here, with its page and its PDF." />
        )}
        {data && (data.invoices.length > 0 || after) && (
          <div className={isPlaceholderData ? 'opacity-60' : ''} aria-busy={isPlaceholderData}>
            <InvoicesTable invoices={data.invoices} />
            <p className="mt-3 flex gap-4">
              {after && <Page after={undefined}>Newest</Page>}
              {data.last && <Page after={data.last}>Earlier</Page>}
            </p>
          </div>
        )}
      </Section>
    </>
  )
}

function Page({ after, children }: { after: string | undefined; children: string }) {
  return (
    <Link
      from="/app/$org/billing"
      search={(now) => ({ ...now, after })}
      resetScroll={false}
      className="link"
    >
      {children}
    </Link>
  )
}

function Silent({ error, retry }: { error: Error; retry: () => void }) {
  const { sentence, requestId } = faultOf(error)
  return (
    <Notice
      tone="warn"
      role="alert"
      className="mb-4"
      action={
        <Button size="sm" onClick={retry}>
          Try again
        </Button>
      }
    >
      {sentence} What you have stays as it is.
      {requestId && <RequestId id={requestId} />}
    </Notice>
  )
}
