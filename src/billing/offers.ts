import { defaultPlan, type Interval, type PlanId, paidPlans, rankOf } from './catalog'
import type { Standing } from './standing'

/**
 * What one can do about a plan, as things stand: `current` holds and stays, `keep` holds and something else was
 * decided for the end of its period, `planned` is what was decided; `trial` and `buy` lead to a payment page, `now`
 * changes at once, `later` and `cancel` at the end of the period; `closed` must wait.
 */
export type Move =
  | 'current'
  | 'keep'
  | 'planned'
  | 'trial'
  | 'buy'
  | 'now'
  | 'later'
  | 'cancel'
  | 'closed'

/** A plan and how often it is paid; the plan everybody has is paid never. */
export type Offer = { plan: PlanId; interval: Interval | null; move: Move; trialDays: number }

const intervals: readonly Interval[] = ['month', 'year']

/**
 * Every plan in their order, the paid ones for each interval.
 * @param mayTry whether organization and person have a trial to come
 */
export function offersOf(standing: Standing, mayTry: boolean): Offer[] {
  const paid = paidPlans.flatMap(({ id, trialDays }) =>
    intervals.map((interval): Offer => {
      const move = moveTo(standing, id, interval, mayTry && trialDays > 0)
      return { plan: id, interval, move, trialDays: move === 'trial' ? trialDays : 0 }
    }),
  )
  return [
    { plan: defaultPlan.id, interval: null, move: moveToDefault(standing), trialDays: 0 },
    ...paid,
  ]
}

/** A smaller plan, and paying by the month again, come when what is paid has been used up; a trial is not paid. */
export function comesLater(
  now: Pick<Standing, 'state' | 'subscribed' | 'interval'>,
  plan: PlanId,
  interval: Interval,
): boolean {
  if (now.subscribed === null || now.state === 'trial') return false
  return rankOf(plan) < rankOf(now.subscribed) || (now.interval === 'year' && interval === 'month')
}

function moveTo(standing: Standing, plan: PlanId, interval: Interval, mayTry: boolean): Move {
  const { state, subscribed, ends, next } = standing
  if (subscribed === null) return mayTry ? 'trial' : 'buy'
  if (plan === subscribed && interval === standing.interval)
    return ends || next ? 'keep' : 'current'
  if (next?.plan === plan && next.interval === interval) return 'planned'
  if (state === 'late' || state === 'lapsed' || ends) return 'closed'
  if (comesLater(standing, plan, interval)) return 'later'
  // What is planned would be lost on the way to a page that one may turn back from.
  return next ? 'closed' : 'now'
}

function moveToDefault({ state, subscribed, ends, next }: Standing): Move {
  if (subscribed === null) return 'current'
  if (ends) return 'planned'
  if (next) return 'closed'
  return state === 'late' || state === 'lapsed' ? 'closed' : 'cancel'
}
