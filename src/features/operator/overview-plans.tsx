import { Link } from '@tanstack/react-router'
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from '~/ui/table'
import type { Revenue } from './overview-sums.server'
import { number } from './overview-words'

/** Subscriptions that are under way, by plan and state. */
export function PlansTable({ plans }: Pick<Revenue, 'plans'>) {
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
