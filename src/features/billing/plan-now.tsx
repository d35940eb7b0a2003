import app from 'app.config'
import type { Standing } from '~/billing/standing'
import { Badge } from '~/ui/badge'
import { Day } from '~/ui/day'
import { Figure, Figures } from '~/ui/figure'
import { money } from '~/ui/money'
import { NextCharge } from './next-charge'
import { count, freePlan, inDays, nameOf, planOf, priceWords, stateWords, totalOf } from './words'

type Props = { org: string; standing: Standing; members: number }

/** The plan in force, what it costs, and what comes. */
export function PlanNow({ org, standing, members }: Props) {
  const { state, subscribed, interval } = standing
  return (
    <Figures>
      <Figure
        label="Plan"
        value={nameOf(standing.grantedUntil ? standing.plan : (subscribed ?? standing.plan))}
        unit={!standing.grantedUntil && state !== 'none' && <State state={state} />}
        note={standing.grantedUntil ? <Given standing={standing} /> : <Ahead standing={standing} />}
      />
      {subscribed && interval ? (
        <Price {...{ standing, subscribed, interval, members }} />
      ) : (
        <Figure label="Price" value={money(0)} note="No card is needed." />
      )}
      {subscribed && <NextCharge org={org} standing={standing} />}
    </Figures>
  )
}

function State({ state }: { state: keyof typeof stateWords }) {
  const { word, tone } = stateWords[state]
  return (
    <span className="ml-1">
      <Badge tone={tone}>{word}</Badge>
    </span>
  )
}

type PriceProps = {
  standing: Standing
  subscribed: NonNullable<Standing['subscribed']>
  interval: NonNullable<Standing['interval']>
  members: number
}

function Price({ standing, subscribed, interval, members }: PriceProps) {
  const plan = planOf(subscribed)
  const seats = standing.seats ?? members
  return (
    <Figure
      label={standing.state === 'trial' ? 'Price after the trial' : 'Price'}
      value={money(totalOf(plan, interval, seats))}
      unit={`a ${interval}`}
      note={
        plan.seats === 'per-member'
          ? `${priceWords(plan, interval)} · ${count(seats, 'seat')}`
          : 'However many you are.'
      }
    />
  )
}

/** Of a plan that was given by hand: by whom, until when, and what of one's own is beside it. */
function Given({ standing }: { standing: Standing }) {
  const { plan, grantedUntil, subscribed } = standing
  const given = grantedUntil && (
    <>
      {nameOf(plan)}, given by {app.name} until <Day at={grantedUntil} />.
    </>
  )
  if (!subscribed) return <>{given} Nothing is charged for it.</>
  return (
    <>
      {given} Besides, {nameOf(subscribed)}: <Ahead standing={standing} />
    </>
  )
}

/** When it ends, or turns into what. */
function Ahead({ standing }: { standing: Standing }) {
  const { state, subscribed, until, daysLeft, ends, next, graceUntil, paymentMethod } = standing
  if (state === 'none' || !subscribed) return 'Everybody begins with it.'
  const name = nameOf(subscribed)
  if (state === 'late' && graceUntil) {
    return (
      <>
        A payment did not go through. {name} stays until <Day at={graceUntil} />.
      </>
    )
  }
  if (state === 'lapsed') {
    return `A payment did not go through. Until it is made, what ${freePlan.name} allows is what you have. Nothing is deleted.`
  }
  if (!until) return null
  if (ends) {
    return (
      <>
        It ends on <Day at={until} />. After that you have {freePlan.name}.
      </>
    )
  }
  if (next) {
    return (
      <>
        From <Day at={until} /> on it is {nameOf(next.plan)}, paid by the {next.interval}.
      </>
    )
  }
  if (state === 'trial') {
    const days = daysLeft === null ? '' : `, ${inDays(daysLeft)}`
    return (
      <>
        The trial ends on <Day at={until} />
        {days}.{' '}
        {paymentMethod
          ? 'It is paid from then on.'
          : `Add a card to go on with ${name}; without one you have ${freePlan.name} then.`}
      </>
    )
  }
  return (
    <>
      Paid until <Day at={until} />.
    </>
  )
}
