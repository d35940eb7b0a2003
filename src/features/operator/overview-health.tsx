import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Badge } from '~/ui/badge'
import { Chart } from '~/ui/chart'
import { Figure } from '~/ui/figure'
import type { Overview } from './overview.server'
import { number, waitingWords } from './overview-words'

type Props = Pick<Overview, 'health'>

/** Whether letters go out, jobs get done and Stripe's events are worked. */
export function HealthCharts({ health: { letters, jobs, events, hours } }: Props) {
  const names = hours.map(({ from }) => from.slice(11, 16))
  const chartOf = (noun: 'letters' | 'jobs') => ({
    kind: 'bars' as const,
    each: 'Hour from, UTC',
    format: number,
    points: hours.map((hour, place) => ({ name: names[place] ?? '', value: hour[noun].done })),
    more: [{ title: 'Failed', values: hours.map((hour) => number(hour[noun].failed)) }],
  })
  return (
    <>
      <Chart
        {...chartOf('letters')}
        title="Letters sent"
        figure={number(letters.done)}
        unit="in 24 hours"
        note={
          <State {...letters}>
            <Link
              to="/operator/letters"
              search={{ state: letters.failed > 0 ? 'failed' : undefined }}
            >
              See the letters
            </Link>
          </State>
        }
        empty="No letter was sent in 24 hours."
      />
      <Chart
        {...chartOf('jobs')}
        title="Jobs done, letters included"
        figure={number(jobs.done)}
        unit="in 24 hours"
        note={
          <State {...jobs}>
            <Link to="/operator/jobs" search={{ state: jobs.failed > 0 ? 'failed' : undefined }}>
              See the jobs
            </Link>
          </State>
        }
        empty="No job was done in 24 hours."
      />
      <Figure
        label="Events of Stripe that failed"
        value={number(events.failed)}
        unit="wait for a replay"
        note={
          <State {...events}>
            <Link
              to="/operator/billing"
              search={{ state: events.failed > 0 ? 'failed' : undefined }}
              className="link"
            >
              See the events
            </Link>
          </State>
        }
      />
    </>
  )
}

type StateProps = {
  failed: number
  waiting: number
  oldestSeconds: number | null
  /** The way to the list. */
  children: ReactNode
}

/** In a sentence or two, with a mark where somebody should look. */
function State({ failed, children, ...queue }: StateProps): ReactNode {
  return (
    <>
      <Badge tone={failed > 0 ? 'bad' : 'good'}>
        {failed > 0 ? `${number(failed)} failed.` : 'None failed.'}
      </Badge>{' '}
      {waitingWords(queue)} {children}
    </>
  )
}
