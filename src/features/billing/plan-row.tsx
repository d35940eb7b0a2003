import { Badge } from '~/ui/badge'
import { Day } from '~/ui/day'
import { money } from '~/ui/money'
import type { Billing } from './billing.server'
import { PlanAct, type PlanActProps } from './plan-act'
import {
  count,
  featuresBeyond,
  planOf,
  priceWords,
  roomOf,
  stateWords,
  tooMuchFor,
  totalOf,
} from './words'

export type PlanRowProps = Omit<PlanActProps, 'over'> & {
  usage: Billing['usage']
  mayManage: boolean
}

/** A plan: what it gives, what it costs here, and the act. */
export function PlanRow(props: PlanRowProps) {
  const { plan, offer, standing, usage, mayManage } = props
  const now = planOf(standing.subscribed ?? standing.plan)
  const more = featuresBeyond(plan, now)
  const less = featuresBeyond(now, plan)
  const over = plan === now ? null : tooMuchFor(plan, usage)
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-8 gap-y-4 py-5">
      <div className="min-w-0 flex-1 basis-72">
        <h3 className="flex flex-wrap items-baseline gap-x-3 font-medium">
          {plan.name}
          <Mark offer={offer} standing={standing} />
        </h3>
        <p className="mt-0.5 max-w-reading text-quiet">{plan.summary}</p>
        <p className="mt-2 max-w-reading">
          {roomOf(plan)}
          {more.length > 0 && ` Besides: ${more.join(', ')}.`}
          {less.length > 0 && ` Without ${less.join(', ')}.`}
        </p>
        {over && (
          <p className="mt-1 max-w-reading text-quiet">
            Not enough room: {over} can be read then, and not changed.
          </p>
        )}
      </div>
      <div className="grid gap-3 sm:w-60">
        <Cost plan={plan} offer={offer} members={usage.members.used} />
        {mayManage && <PlanAct {...props} over={over} />}
      </div>
    </li>
  )
}

function Mark({ offer, standing }: Pick<PlanRowProps, 'offer' | 'standing'>) {
  if (standing.grantedUntil && offer.plan === standing.plan) {
    return <Small tone="accent">Given to you</Small>
  }
  // What everybody has is not what holds now, where a larger one was given.
  if (standing.grantedUntil && standing.subscribed === null) return null
  if (offer.move === 'current' || offer.move === 'keep') {
    const { tone, word } = standing.state === 'lapsed' ? stateWords.lapsed : now
    return <Small tone={tone}>{word}</Small>
  }
  if (offer.move === 'planned' && standing.until) {
    return (
      <Small open>
        From <Day at={standing.until} />
      </Small>
    )
  }
  return null
}

const now = { tone: 'accent', word: 'Now' } as const

function Small(props: Parameters<typeof Badge>[0]) {
  return (
    <span className="font-normal text-dense text-quiet">
      <Badge {...props} />
    </span>
  )
}

function Cost({
  plan,
  offer,
  members,
}: Pick<PlanRowProps, 'plan' | 'offer'> & { members: number }) {
  const { interval } = offer
  if (!interval) return <p className="tabular-nums">{money(0)}</p>
  return (
    <p className="tabular-nums">
      {priceWords(plan, interval)}
      {plan.seats === 'per-member' && (
        <span className="block text-dense text-quiet">
          {money(totalOf(plan, interval, members))} for {count(members, 'member')}
        </span>
      )}
    </p>
  )
}
