import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { OperatorRole } from '~/auth/operator/operator-role'
import { Badge } from '~/ui/badge'
import { Copy } from '~/ui/copy'
import { Day } from '~/ui/day'
import { Figure, Figures, UsageBar } from '~/ui/figure'
import { Moment } from '~/ui/moment'
import { Notice } from '~/ui/notice'
import { Page, Section } from '~/ui/page'
import { Settings } from '~/ui/setting-row'
import { organizationQuery } from './organizations.queries'
import { OwnershipRow, PlanRows, SuspensionRow } from './organizations-acts'
import { OrganizationMembers } from './organizations-members'
import type { OneOrganization } from './organizations-page.server'
import { planName, stateOf } from './organizations-words'

/** An organization: what it has, why, who is in it, what happened there, and what an operator may do. */
export function OrganizationPage({ id, role }: { id: string; role: OperatorRole }) {
  const { data: organization } = useSuspenseQuery(organizationQuery(id))
  const { name, slug, madeAt, suspended } = organization
  return (
    <Page
      title={<bdi>{name}</bdi>}
      sentence={
        <>
          {slug}, since <Day at={madeAt} />.
        </>
      }
      width="table"
      back={<Link to="/operator/organizations">Organizations</Link>}
    >
      {suspended && (
        <Notice tone="bad" className="mb-8" title="Suspended: everybody reads only">
          Since <Moment at={suspended.at} />. Its members are told: {suspended.told}
        </Notice>
      )}
      <Has organization={organization} />
      <Section title="Plan" sentence={organization.why}>
        <PlanRows organization={organization} role={role} />
      </Section>
      <Section title="Members">
        <OrganizationMembers organization={organization} />
      </Section>
      <Section title="Acts" sentence="Each is written into its audit log with your reason.">
        <Settings>
          <OwnershipRow organization={organization} role={role} />
          <SuspensionRow organization={organization} role={role} />
        </Settings>
      </Section>
      <Section title="What happened" sentence="The last lines of its audit log, the newest first.">
        <Lines lines={organization.lines} />
      </Section>
      <Section title="Ids" sentence="What it is called in the database, and at Stripe.">
        <div className="grid max-w-text gap-3">
          <Copy value={id} label="organization id" />
          {organization.customer && <Copy value={organization.customer} label="customer id" />}
        </div>
      </Section>
    </Page>
  )
}

/** The plan in force, and what is used of it. */
function Has({ organization: { standing, usage } }: { organization: OneOrganization }) {
  const state = stateOf(standing)
  const counted = [
    { label: 'Members', ...usage.members },
    { label: 'Teams', ...usage.teams },
    { label: 'Projects', ...usage.projects },
  ]
  return (
    <Figures>
      <Figure
        label="Plan"
        value={planName(standing.plan)}
        unit={state && <Badge tone={state.tone}>{state.word}</Badge>}
      />
      {standing.seats !== null && (
        <Figure label="Seats" value={standing.seats.toLocaleString('en')} unit="paid for" />
      )}
      {counted.map(({ label, used, limit }) => (
        <Figure
          key={label}
          label={label}
          value={used.toLocaleString('en')}
          unit={limit === null ? 'without limit' : `of ${limit.toLocaleString('en')}`}
        >
          <UsageBar label={label} used={used} limit={limit} />
        </Figure>
      ))}
    </Figures>
  )
}

function Lines({ lines }: Pick<OneOrganization, 'lines'>) {
  if (lines.length === 0) return <p className="text-quiet">Nothing is written down yet.</p>
  return (
    <ol className="divide-y border-y text-dense">
      {lines.map(({ id, at, sentence }) => (
        <li key={id} className="flex flex-wrap justify-between gap-x-6 gap-y-1 py-2.5">
          <span className="min-w-0 max-w-reading flex-1 basis-72 break-words">{sentence}</span>
          <span className="text-quiet tabular-nums">
            <Moment at={at} />
          </span>
        </li>
      ))}
    </ol>
  )
}
