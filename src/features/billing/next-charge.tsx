import { useQuery } from '@tanstack/react-query'
import type { Standing } from '~/billing/standing'
import { Day } from '~/ui/day'
import { faultOf } from '~/ui/fault'
import { Figure } from '~/ui/figure'
import { billed } from '~/ui/money'
import { SkeletonLine } from '~/ui/skeleton'
import { moneyQuery } from './billing.queries'

/** What Stripe will ask for next, and from which card. */
export function NextCharge({ org, standing }: { org: string; standing: Standing }) {
  const { data, error } = useQuery(moneyQuery(org))
  const label = 'Next charge'
  if (!data && error) return <Figure label={label} value="–" note={faultOf(error).sentence} />
  if (!data) {
    return (
      <Figure
        label={label}
        value={<SkeletonLine className="h-6! w-24 animate-breathe" />}
        note="Asking Stripe"
      />
    )
  }
  const { next } = data
  if (!next) return <Figure label={label} value="None" note={standing.paymentMethod} />
  return (
    <Figure
      label={label}
      value={billed(next.amount, next.currency)}
      unit={
        <>
          on <Day at={next.at} />
        </>
      }
      note={standing.paymentMethod ?? 'Once there is a card.'}
    />
  )
}
