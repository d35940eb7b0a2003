import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ShownLine } from '~/audit/shown'
import { Moment } from '~/ui/moment'

type Props = {
  lines: readonly ShownLine[]
  /** Of which organization a line is, where they are of several. */
  ofWhich?: (line: ShownLine) => ReactNode
}

/** The log, a sentence a line, the newest first; each opens to everything it holds. Opens without script. */
export function AuditLines({ lines, ofWhich }: Props) {
  return (
    <ol aria-label="Audit log" className="isolate border-t">
      {lines.map((line) => (
        <li key={line.id}>
          <details className="group border-b">
            <summary className="relative flex min-h-11 list-none items-center gap-x-4 py-2 before:absolute before:inset-y-0 before:-inset-x-3 before:-z-10 before:rounded-control hover:before:bg-hover max-sm:flex-wrap max-sm:pl-7 [&::-webkit-details-marker]:hidden">
              <ChevronRight
                aria-hidden
                className="-mr-1 size-4 shrink-0 stroke-[1.75] text-quiet transition-transform group-open:rotate-90 max-sm:absolute max-sm:top-2.5 max-sm:left-0"
              />
              <span className="min-w-0 flex-1 break-words max-sm:basis-full">
                <bdi className="font-medium">{line.who}</bdi> <bdi>{line.act}</bdi>
              </span>
              {ofWhich && (
                <span className="w-36 shrink-0 truncate text-dense text-quiet max-sm:w-auto max-sm:max-w-full">
                  {ofWhich(line)}
                </span>
              )}
              <span className="w-20 shrink-0 truncate text-dense text-quiet max-sm:hidden">
                {line.role}
              </span>
              <span className="shrink-0 text-dense text-quiet tabular-nums">
                <Moment at={line.at} />
              </span>
            </summary>
            <dl className="mt-1 mb-4 ml-7 grid gap-x-6 gap-y-1.5 text-dense sm:grid-cols-[9rem_1fr]">
              {line.values.map(({ label, value, mono }) => (
                <div key={label} className="sm:contents">
                  <dt className="text-quiet">{label}</dt>
                  <dd className="min-w-0 break-words">
                    {mono ? <code className="font-mono">{value}</code> : <bdi>{value}</bdi>}
                  </dd>
                </div>
              ))}
            </dl>
          </details>
        </li>
      ))}
    </ol>
  )
}
