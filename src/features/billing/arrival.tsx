import { useEffect, useEffectEvent, useState } from 'react'
import type { Standing } from '~/billing/standing'
import { Button } from '~/ui/button'
import { Day } from '~/ui/day'
import { Notice } from '~/ui/notice'
import type { BillingSearch } from './billing'
import { nameOf } from './words'

/** Stripe's news take a moment: so often it is looked for them, and so long after each other. */
const looks = { checkout: 10, change: 4, cancel: 4, portal: 3 }
const pause = 1_500

type Props = { search: BillingSearch; standing: Standing; refresh: () => Promise<void> }

/** For whoever comes back from a page of Stripe's: what was reached there, once it has arrived here. */
export function Arrival({ search, standing, refresh }: Props) {
  const { from, plan } = search
  const [looked, setLooked] = useState(0)
  const reached = isReached(search, standing)
  const most = from ? looks[from] : 0
  const waiting = !reached && looked < most

  const look = useEffectEvent(() => {
    setLooked((times) => times + 1)
    void refresh()
  })
  useEffect(() => {
    if (!waiting) return
    const timer = setInterval(look, pause)
    return () => clearInterval(timer)
  }, [waiting])

  if (!from || (!reached && from !== 'checkout')) return null
  return (
    <Notice
      role="status"
      className="mb-8"
      action={
        !reached &&
        !waiting && (
          <Button size="sm" onClick={() => setLooked(0)}>
            Look again
          </Button>
        )
      }
    >
      {reached ? <Reached standing={standing} /> : underWay(nameOf(plan ?? ''), waiting)}
    </Notice>
  )
}

function isReached({ from, plan, interval }: BillingSearch, standing: Standing): boolean {
  const { state, subscribed, ends, next } = standing
  if (from === 'cancel') return ends
  if (from !== 'checkout' && from !== 'change') return false
  if (from === 'change' && next?.plan === plan && next?.interval === interval) return true
  const holds = state === 'trial' || state === 'paid'
  return holds && subscribed === plan && standing.interval === interval
}

function underWay(plan: string, waiting: boolean): string {
  return waiting
    ? `Stripe has it. ${plan} arrives here in a moment.`
    : `This takes longer than it should. Nothing is lost: as soon as Stripe tells us, you have ${plan}.`
}

function Reached({ standing }: { standing: Standing }) {
  const { state, subscribed, until, ends, next } = standing
  const name = nameOf(subscribed ?? standing.plan)
  const day = until && <Day at={until} />
  if (ends)
    return (
      <>
        It is cancelled. You have {name} until {day}.
      </>
    )
  if (next)
    return (
      <>
        It is settled. From {day} on you have {nameOf(next.plan)}.
      </>
    )
  if (state === 'trial')
    return (
      <>
        You have {name} now. The trial lasts until {day}.
      </>
    )
  return <>You have {name} now.</>
}
