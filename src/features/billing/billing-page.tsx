import { useSuspenseQuery } from '@tanstack/react-query'
import { type Granted, may } from '~/auth/permissions'
import { Notice } from '~/ui/notice'
import { Page, Section } from '~/ui/page'
import { ActButton } from './act-button'
import { Arrival } from './arrival'
import type { BillingSearch } from './billing'
import { billingQuery, useBillingActs } from './billing.queries'
import { Money } from './money'
import { PlanNow } from './plan-now'
import { Plans } from './plans'
import { Usage } from './usage'
import { freePlan } from './words'

type Props = {
  org: string
  organizationId: string
  granted: Granted
  search: BillingSearch
}

/** The plan and what it costs, what is used of it, the other plans, and what was paid. */
export function BillingPage({ org, organizationId, granted, search }: Props) {
  const { data: billing } = useSuspenseQuery(billingQuery(org))
  const acts = useBillingActs(org, organizationId)
  const mayManage = may(granted, { billing: ['manage'] })
  const { on, standing, usage } = billing
  const owes = standing.state === 'late' || standing.state === 'lapsed'
  return (
    <Page
      title="Billing"
      sentence="The plan, what it costs, and what of it is used."
      action={
        mayManage &&
        owes && (
          <ActButton act={acts.openPortal} variant="primary">
            Pay, or change the card
          </ActButton>
        )
      }
    >
      {!on && (
        <Notice className="mb-8" title="Billing is switched off here">
          {!standing.grantedUntil && `Everybody has ${freePlan.name}. `}Nothing is charged.
        </Notice>
      )}
      <Arrival search={search} standing={standing} refresh={acts.refresh} />
      <PlanNow org={org} standing={standing} members={usage.members.used} />
      <Section title="What is used">
        <Usage usage={usage} plan={standing.plan} />
      </Section>
      {on && <Plans {...{ billing, search, acts, mayManage }} />}
      {on && <Money {...{ org, standing, acts, mayManage }} after={search.after} />}
    </Page>
  )
}
