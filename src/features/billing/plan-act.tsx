import type { Offer } from '~/billing/offers'
import type { Standing } from '~/billing/standing'
import type { Plan } from '~/define-app'
import { Button } from '~/ui/button'
import { ConfirmDialog } from '~/ui/confirm-dialog'
import { Day } from '~/ui/day'
import { ActButton } from './act-button'
import type { useBillingActs } from './billing.queries'
import { consequence, isLarger, nameOf, planOf } from './words'

export type PlanActProps = {
  plan: Plan
  offer: Offer
  standing: Standing
  acts: ReturnType<typeof useBillingActs>
  /** The one somebody came for, of those that can be begun with. */
  wanted: boolean
  /** What of the organization's the plan has no room for, in words. */
  over: string | null
}

/** What one can do about a plan, as the offer says; nothing where there is nothing to do. */
export function PlanAct({ plan, offer, standing, acts, wanted, over }: PlanActProps) {
  const { move, interval, trialDays } = offer
  const same = plan.id === standing.subscribed
  const larger = isLarger(plan, planOf(standing.subscribed ?? standing.plan))
  const variant = wanted ? 'primary' : 'secondary'
  const choose = () => acts.choose(offer)
  if (move === 'trial') {
    return (
      <ActButton
        act={choose}
        variant={variant}
        aria-label={`Start ${trialDays}-day trial of ${plan.name}`}
      >
        Start {trialDays}-day trial
      </ActButton>
    )
  }
  if (move === 'buy') {
    return (
      <ActButton act={choose} variant={variant}>
        Choose {plan.name}
      </ActButton>
    )
  }
  if (move === 'now') {
    return (
      <ActButton act={choose} variant={variant}>
        {same
          ? `Switch to ${interval}ly`
          : larger
            ? `Upgrade to ${plan.name}`
            : `Move to ${plan.name}`}
      </ActButton>
    )
  }
  if (move === 'keep') {
    return <ActButton act={acts.keep}>Keep {plan.name}</ActButton>
  }
  if ((move === 'later' || move === 'cancel') && standing.until) {
    const words = same ? `Switch to ${interval}ly` : `Move to ${plan.name}`
    return (
      <ConfirmDialog
        trigger={<Button className="justify-self-start">{words}…</Button>}
        title={
          <>
            {words} on <Day at={standing.until} />?
          </>
        }
        sentence={consequence(plan, standing, over)}
        cancel={`Stay with ${nameOf(standing.subscribed ?? standing.plan)}`}
        confirm={move === 'cancel' ? 'Go on to Stripe' : words}
        onConfirm={move === 'cancel' ? acts.cancel : choose}
      />
    )
  }
  return null
}
