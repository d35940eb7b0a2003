import type { Actions } from '~/audit/actions'

/** What of a subscription a line of the audit log is about. */
export type Subscription = {
  id: string
  plan: string
  status: string
  billingInterval: string | null
  seats: number | null
  periodEnd: Date | null
  cancelAtPeriodEnd: boolean | null
  cancelAt: Date | null
}

export type Because = Actions['subscription.ended']['because']

type Names = Extract<keyof Actions, `subscription.${string}`>
type Line = { [Name in Names]: { action: Name; details: Actions[Name] } }[Names]

const live = ['trialing', 'active', 'past_due', 'unpaid', 'paused']
const unpaid = ['past_due', 'unpaid']

/** The lines that a change of one subscription is worth, from what stood here to what Stripe says. */
export function linesFor(
  before: Subscription | undefined,
  after: Subscription,
  because: Because,
): Line[] {
  const is = after.status
  const was = before?.status ?? 'incomplete'
  const details = { subscriptionId: after.id, ...bought(after), because }
  const lived = live.includes(was)
  if (!live.includes(is)) return lived ? [{ action: 'subscription.ended', details }] : []
  if (!before || !lived) {
    const started = { ...details, trial: is === 'trialing' }
    return [{ action: 'subscription.started', details: started }, ...ending(after, details)]
  }
  const lines: Line[] = []
  const from = bought(before)
  if (from.plan !== after.plan || from.interval !== details.interval || from.seats !== after.seats)
    lines.push({ action: 'subscription.changed', details: { ...details, from } })
  if (was === 'trialing' && is === 'active')
    lines.push({ action: 'subscription.trial_paid', details })
  if (unpaid.includes(is) && !unpaid.includes(was))
    lines.push({ action: 'subscription.past_due', details })
  if (unpaid.includes(was) && is === 'active')
    lines.push({ action: 'subscription.recovered', details })
  const end = endOf(after)
  if (end && end !== endOf(before)) lines.push(...ending(after, details))
  if (!end && endOf(before)) lines.push({ action: 'subscription.kept', details })
  return lines
}

function ending(after: Subscription, details: Actions['subscription.ended']): Line[] {
  const on = endOf(after)
  return on ? [{ action: 'subscription.ending', details: { ...details, on } }] : []
}

function bought({ plan, billingInterval, seats }: Subscription) {
  return { plan, interval: billingInterval ?? 'month', seats: seats ?? 1 }
}

/** When it will end for good, as ISO 8601; undefined where it goes on. */
function endOf({ cancelAt, cancelAtPeriodEnd, periodEnd }: Subscription): string | undefined {
  return (cancelAt ?? (cancelAtPeriodEnd ? periodEnd : null))?.toISOString()
}
