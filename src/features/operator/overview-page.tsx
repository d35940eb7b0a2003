import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Page, Section } from '~/ui/page'
import { type Period, periodNames, periods } from './overview'
import { overviewQuery } from './overview.queries'
import { OverviewFigures } from './overview-figures'
import { GrowthCharts } from './overview-growth'
import { HealthCharts } from './overview-health'
import { MoneyCharts } from './overview-money'
import { UnderWay } from './overview-plans'

/** How the product does, on one page: who came, what comes in, whether it runs. */
export function OverviewPage({ period }: { period: Period }) {
  const { data } = useSuspenseQuery(overviewQuery(period))
  const { people, organizations, active, revenue, health } = data
  return (
    <Page
      title="Overview"
      sentence="Who came, what comes in, and whether everything runs. Days are UTC days."
      width="table"
      action={<PeriodNav period={period} />}
    >
      <OverviewFigures people={people} organizations={organizations} revenue={revenue} />
      <Section title="Growth">
        <Charts>
          <GrowthCharts {...{ people, organizations, active, period }} at={data.at} />
        </Charts>
      </Section>
      <Section title="Money">
        <Charts>
          <MoneyCharts revenue={revenue} period={period} />
        </Charts>
        <UnderWay revenue={revenue} period={period} />
        <p className="mt-6 max-w-reading text-dense text-quiet">{howItIsCounted}</p>
      </Section>
      <Section title="Letters, jobs and events">
        <Charts>
          <HealthCharts health={health} />
        </Charts>
      </Section>
    </Page>
  )
}

const howItIsCounted =
  'Revenue is what paid subscriptions cost a month at the prices of today: a year counts a twelfth, a plan per member times its seats. Trials count nothing, nor does what stays unpaid after the days of grace. The past is told from the subscriptions and the audit log; where that is trimmed, the plan of today stands for it. Of an organization that was deleted, the end is known for 90 days.'

function Charts({ children }: { children: React.ReactNode }) {
  return <div className="grid gap-x-10 gap-y-10 sm:grid-cols-2 lg:grid-cols-3">{children}</div>
}

function PeriodNav({ period }: { period: Period }) {
  return (
    <nav aria-label="Period" className="flex rounded-control border bg-raised p-0.5 text-dense">
      {periods.map((each) => (
        <Link
          key={each}
          to="/operator"
          search={{ period: each === 'month' ? undefined : each }}
          resetScroll={false}
          activeOptions={{ exact: true }}
          className={`grid h-7 place-items-center rounded-control px-2.5 max-md:h-9 ${each === period ? 'bg-press font-medium text-ink' : 'text-quiet hover:text-ink'}`}
        >
          {periodNames[each].name}
        </Link>
      ))}
    </nav>
  )
}
