import type { Limits } from '~/define-app'
import { Figure, Figures, UsageBar } from '~/ui/figure'
import type { Billing } from './billing.server'
import { limitNames, nameOf } from './words'

type Props = Pick<Billing, 'usage'> & { plan: string }

/** What is used of what the plan allows; what is over it is said plainly. */
export function Usage({ usage, plan }: Props) {
  return (
    <Figures>
      {limitNames.map(({ limit: key, many }) => {
        const { used, limit } = usage[key]
        const over = limit === null ? 0 : used - limit
        return (
          <Figure
            key={key}
            label={many}
            value={used.toLocaleString('en')}
            unit={limit === null ? 'without limit' : `of ${limit.toLocaleString('en')}`}
            note={over > 0 && overWords(key, over, nameOf(plan))}
          >
            <UsageBar label={many} used={used} limit={limit} />
          </Figure>
        )
      })}
    </Figures>
  )
}

function overWords(key: keyof Limits, over: number, plan: string): string {
  const amount = over.toLocaleString('en')
  const newest = over === 1 ? 'The newest one' : `The newest ${amount}`
  const kept =
    key === 'members'
      ? 'Whoever joined last can read everything, and change nothing.'
      : `${newest} can be read, and not changed. Nothing is deleted.`
  return `${amount} more than ${plan} has room for. ${kept}`
}
