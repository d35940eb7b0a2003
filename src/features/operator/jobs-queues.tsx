import { Link } from '@tanstack/react-router'
import { Moment } from '~/ui/moment'
import { Section } from '~/ui/page'
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from '~/ui/table'
import type { Queues } from './jobs.server'
import { everySo, lasting, plainName } from './jobs-words'

/** Each queue with what waits in it and what became of the rest. */
export function QueuesTable({ queues }: Pick<Queues, 'queues'>) {
  return (
    <Table label="Queues">
      <TableHead>
        <HeadCell>Queue</HeadCell>
        <HeadCell numeric>Waiting</HeadCell>
        <HeadCell>Oldest</HeadCell>
        <HeadCell numeric>Working</HeadCell>
        <HeadCell numeric>Done in an hour</HeadCell>
        <HeadCell numeric>Done in a day</HeadCell>
        <HeadCell numeric>Failed in a day</HeadCell>
        <HeadCell numeric>Failed and kept</HeadCell>
      </TableHead>
      <TableBody>
        {queues.map((queue) => (
          <Row key={queue.name}>
            <Cell primary>
              <Link
                to="/operator/jobs"
                search={{ queue: queue.name }}
                resetScroll={false}
                className="hover:underline"
              >
                {plainName(queue.name)}
              </Link>
            </Cell>
            <Cell numeric>
              {queue.waiting}
              <span className="sm:hidden"> waiting</span>
            </Cell>
            <Cell quiet wide>
              {queue.oldestSeconds === null ? '' : lasting(queue.oldestSeconds)}
            </Cell>
            <Cell numeric quiet wide>
              {queue.working}
            </Cell>
            <Cell numeric quiet wide>
              {queue.doneLastHour}
            </Cell>
            <Cell numeric quiet wide>
              {queue.done}
            </Cell>
            <Cell numeric quiet wide>
              {queue.failed}
            </Cell>
            <FailedCell name={queue.name} count={queue.failedKept} />
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

function FailedCell({ name, count }: { name: string; count: number }) {
  if (count === 0) {
    return (
      <Cell numeric quiet wide>
        0
      </Cell>
    )
  }
  return (
    <Cell numeric>
      <Link
        to="/operator/jobs"
        search={{ queue: name, state: 'failed' }}
        resetScroll={false}
        className="link text-bad"
      >
        {count}
        <span className="sm:sr-only"> failed</span>
      </Link>
    </Cell>
  )
}

/** What is done again and again, without anybody asking. */
export function Schedule({ scheduled }: Pick<Queues, 'scheduled'>) {
  if (scheduled.length === 0) return null
  return (
    <Section title="On a schedule" sentence="Counted from midnight UTC, and at each start.">
      <Table label="On a schedule">
        <TableHead>
          <HeadCell>What</HeadCell>
          <HeadCell>How often</HeadCell>
          <HeadCell>Last done</HeadCell>
          <HeadCell>Next</HeadCell>
        </TableHead>
        <TableBody>
          {scheduled.map(({ queue, minutes, lastEndedAt, nextAt }) => (
            <Row key={queue}>
              <Cell primary>{plainName(queue)}</Cell>
              <Cell quiet>{everySo(minutes)}</Cell>
              <Cell quiet>{lastEndedAt ? <Moment at={lastEndedAt} /> : 'Not in a week'}</Cell>
              <Cell quiet wide>
                <Moment at={nextAt} />
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </Section>
  )
}
