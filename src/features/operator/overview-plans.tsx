import { Link } from '@tanstack/react-router'
import { Chart } from '~/ui/chart'
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from '~/ui/table'
import type { Period } from './overview'
import type { Overview } from './overview.server'
import type { Revenue, States } from './overview-sums.server'
import { axisOf, number } from './overview-words'

type Props = { revenue: Overview['revenue']; period: Period }

/** Subscriptions that are under way: how many over time in each state, and of which plans they are now. */
export function UnderWay({ revenue, period }: Props) {
  const { each, pointsOf } = axisOf(period, revenue.at)
  const all = revenue.each.map(({ states }) => sumOf(states))
  const column = (title: string, state: keyof States) => ({
    title,
    values: revenue.each.map(({ states }) => number(states[state])),
  })
  return (
    <div className="mt-10 grid gap-10 lg:grid-cols-3">
      <Chart
        title="Subscriptions under way"
        kind="line"
        figure={number(all.at(-1) ?? 0)}
        points={pointsOf(all)}
        format={number}
        each={each}
        more={[
          column('Paid', 'paid'),
          column('On trial', 'trial'),
          column('Late', 'late'),
          column('Unpaid', 'lapsed'),
        ]}
        note="By state in the table. Late payments keep their plan for the days of grace."
        empty="There is no subscription yet."
      />
      <div className="lg:col-span-2">
        <h3 className="mb-2 text-quiet">How they stand now</h3>
        <PlansTable plans={revenue.plans} />
      </div>
    </div>
  )
}

function PlansTable({ plans }: Pick<Revenue, 'plans'>) {
  return (
    <Table label="Subscriptions by plan and state">
      <TableHead>
        <HeadCell>Plan</HeadCell>
        <HeadCell numeric>Paid</HeadCell>
        <HeadCell numeric>On trial</HeadCell>
        <HeadCell numeric>Payment late</HeadCell>
        <HeadCell numeric>Unpaid</HeadCell>
      </TableHead>
      <TableBody>
        {plans.map(({ plan, name, sold, states }) => (
          <Row key={plan}>
            <Cell primary>
              <Link to="/operator/organizations" search={{ plan }} className="hover:underline">
                {name}
              </Link>
              {!sold && <span className="font-normal text-quiet"> (sold no more)</span>}
            </Cell>
            <Count of={states.paid} word="paid" />
            <Count of={states.trial} word="on trial" />
            <Count of={states.late} word="late" />
            <Count of={states.lapsed} word="unpaid" />
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

/** On narrow screens there is no head: the number says what it counts. */
function Count({ of, word }: { of: number; word: string }) {
  return (
    <Cell numeric quiet={of === 0}>
      {number(of)}
      <span className="sm:hidden"> {word}</span>
    </Cell>
  )
}

function sumOf({ trial, paid, late, lapsed }: States): number {
  return trial + paid + late + lapsed
}
