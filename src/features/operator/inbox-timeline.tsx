import { Link } from '@tanstack/react-router'
import { ArrowLeftRight, Mail, UserRound, Zap } from 'lucide-react'
import { Moment } from '~/ui/moment'
import type { Timeline as Page } from './inbox-timeline.server'

/** What happened, each in a sentence with its moment and where it is known from. */
export function Timeline({ entries }: { entries: Page['entries'] }) {
  return (
    <ol className="border-t text-dense">
      {entries.map(({ kind, id, when, sentence, eventId }) => {
        const { Icon, word } = kinds[kind]
        return (
          <li key={id} className="flex gap-3 border-b py-2.5">
            <Icon className="mt-0.5 size-4 shrink-0 text-quiet" strokeWidth={1.75} aria-hidden />
            <div className="flex min-w-0 flex-1 flex-wrap justify-between gap-x-6">
              <p className="min-w-0 max-w-reading [overflow-wrap:anywhere]">
                <span className="sr-only">{word}: </span>
                {sentence}{' '}
                {eventId && (
                  <Link className="link" to="/operator/billing" search={{ event: eventId }}>
                    Open<span className="sr-only"> the event of this line</span>
                  </Link>
                )}
              </p>
              <p className="text-quiet tabular-nums">
                <Moment at={when} />
              </p>
            </div>
          </li>
        )
      })}
    </ol>
  )
}

const kinds = {
  line: { Icon: UserRound, word: 'From the audit log' },
  event: { Icon: Zap, word: 'From Stripe' },
  drift: { Icon: ArrowLeftRight, word: 'From a comparison' },
  letter: { Icon: Mail, word: 'A letter' },
}
