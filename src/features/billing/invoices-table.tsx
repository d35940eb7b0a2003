import type { Invoice } from '~/billing/invoices.server'
import { Badge, type Tone } from '~/ui/badge'
import { Day } from '~/ui/day'
import { billed } from '~/ui/money'
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from '~/ui/table'

/** What was asked for, newest first, each with its page and its PDF at Stripe. */
export function InvoicesTable({ invoices }: { invoices: Invoice[] }) {
  return (
    <Table label="Invoices">
      <TableHead>
        <HeadCell>Number</HeadCell>
        <HeadCell>Date</HeadCell>
        <HeadCell>State</HeadCell>
        <HeadCell numeric>Amount</HeadCell>
        <HeadCell numeric hidden>
          PDF
        </HeadCell>
      </TableHead>
      <TableBody>
        {invoices.map(({ id, number, at, amount, currency, state, page, pdf }) => (
          <Row key={id}>
            <Cell primary>
              {page ? (
                <a href={page} target="_blank" rel="noreferrer" className="link">
                  {number ?? 'Invoice'}
                </a>
              ) : (
                (number ?? 'Invoice')
              )}
            </Cell>
            <Cell quiet>
              <Day at={at} />
            </Cell>
            <Cell>
              <State state={state} />
            </Cell>
            <Cell numeric>{billed(amount, currency)}</Cell>
            <Cell numeric>
              {pdf && (
                <a
                  href={pdf}
                  target="_blank"
                  rel="noreferrer"
                  className="link"
                  aria-label={`${number ?? 'Invoice'} as PDF`}
                >
                  PDF
                </a>
              )}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

function State({ state }: Pick<Invoice, 'state'>) {
  const { word, tone } = states[state ?? 'draft'] ?? { word: state, tone: 'neutral' }
  return <Badge tone={tone}>{word}</Badge>
}

const states: Record<string, { word: string; tone: Tone }> = {
  paid: { word: 'Paid', tone: 'good' },
  open: { word: 'To be paid', tone: 'warn' },
  void: { word: 'Void', tone: 'neutral' },
  uncollectible: { word: 'Not paid', tone: 'neutral' },
}
