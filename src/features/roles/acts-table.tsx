import type { ReactNode } from 'react'
import { Badge } from '~/ui/badge'
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from '~/ui/table'
import { nouns } from './words'

type Props = {
  label: string
  allows: (act: string) => boolean
  /** Why: said beside each act that is allowed. */
  because?: (act: string) => ReactNode
}

/** Everything that can be allowed, each with yes or no. */
export function ActsTable({ label, allows, because }: Props) {
  return (
    <Table label={label}>
      <TableHead>
        <HeadCell>Act</HeadCell>
        <HeadCell>Allowed</HeadCell>
        {because && <HeadCell>Because of</HeadCell>}
      </TableHead>
      <TableBody>
        {nouns.flatMap(({ acts }) =>
          acts.map(({ act, label }) => (
            <Row key={act}>
              <Cell primary>{label}</Cell>
              <Cell>{allows(act) ? <Badge tone="good">Yes</Badge> : <Badge open>No</Badge>}</Cell>
              {because && (
                <Cell quiet wide={!allows(act)}>
                  {because(act)}
                </Cell>
              )}
            </Row>
          )),
        )}
      </TableBody>
    </Table>
  )
}
