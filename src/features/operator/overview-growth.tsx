import { Link } from '@tanstack/react-router'
import { Chart } from '~/ui/chart'
import { type Period, periodNames, stretchesOf } from './overview'
import type { Overview } from './overview.server'
import { axisOf, number } from './overview-words'

type Props = Pick<Overview, 'people' | 'organizations' | 'active' | 'at'> & { period: Period }

/** Who came: people, organizations, and where somebody works. */
export function GrowthCharts({ people, organizations, active, at, period }: Props) {
  const { within } = periodNames[period]
  const since = stretchesOf(period, new Date(at))[0]?.from.toISOString().slice(0, 10)
  const { each, pointsOf } = axisOf(period, at)
  const shared = { kind: 'bars', format: number, each, unit: within } as const
  return (
    <>
      <Chart
        {...shared}
        title="Sign-ups"
        figure={number(people.now - people.before)}
        points={pointsOf(people.each)}
        more={[{ title: 'People', values: runningOf(people) }]}
        note={
          <>
            Of accounts that exist now.{' '}
            <Link to="/operator/users" search={{ from: since }}>
              See who
            </Link>
          </>
        }
        empty={people.now === 0 ? 'Nobody signed up yet.' : `Nobody signed up ${within}.`}
      />
      <Chart
        {...shared}
        title="New organizations"
        figure={number(organizations.now - organizations.before)}
        points={pointsOf(organizations.each)}
        more={[{ title: 'Organizations', values: runningOf(organizations) }]}
        note={
          <>
            Of those that exist now. <Link to="/operator/organizations">See the newest</Link>
          </>
        }
        empty={
          organizations.now === 0
            ? 'There is no organization yet.'
            : `No organization was made ${within}.`
        }
      />
      <Chart
        {...shared}
        title="Active organizations"
        figure={number(active.within)}
        points={pointsOf(active.each)}
        note={
          <>
            Where somebody did something. <Link to="/operator/audit">See what</Link>
          </>
        }
        empty={`Nobody did anything ${within}.`}
      />
    </>
  )
}

/** How many there were at the end of each stretch. */
function runningOf({ before, each }: { before: number; each: readonly number[] }): string[] {
  let sum = before
  return each.map((came) => {
    sum += came
    return number(sum)
  })
}
