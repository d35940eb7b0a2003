import { count, eq } from 'drizzle-orm'
import { unitDatabase } from '~/auth/unit.server'
import type { Bill } from '~/billing/bill.server'
import { type Interval, paidPlans } from '~/billing/catalog'
import { comesLater } from '~/billing/offers'
import { stripe } from '~/billing/stripe.server'
import { member } from '~/db/schema'
import { Refusal } from '~/refusal'
import { type Asked, ownAddresses } from './subscription-asked.server'

/** What the plugin is told, whatever the caller wrote. */
type Told = Record<string, unknown>
type Act = (asked: Asked, bill: Bill) => Promise<Told>

/** Each act on a plan, by path: what must be true of the bill, and what the plugin is told. */
export const acts: Record<string, Act> = {
  '/subscription/upgrade': async (asked, bill) => {
    const { plan, interval } = wanted(asked.body)
    keepPaid(bill)
    const seats = plan.seats === 'per-member' ? await membersOf(asked.organization) : undefined
    const told = { ...ownAddresses(asked), plan: plan.id, annual: interval === 'year', seats }
    const { live } = bill
    if (!live) return { ...told, scheduleAtPeriodEnd: false }
    const scheduleAtPeriodEnd = changesLater(bill, plan.id, interval)
    await releaseForgotten(bill)
    return { ...told, subscriptionId: live.stripeSubscriptionId, scheduleAtPeriodEnd }
  },

  '/subscription/cancel': async (asked, bill) => {
    keepPaid(bill)
    const { live, next } = bill
    if (!live) throw new Refusal('conflict', 'There is no paid plan to cancel.')
    if (ends(bill)) throw new Refusal('conflict', 'The plan is cancelled already.')
    if (next) throw planned
    return { ...ownAddresses(asked), subscriptionId: live.stripeSubscriptionId }
  },

  '/subscription/restore': async (asked, bill) => {
    const { live } = bill
    if (!live) throw new Refusal('conflict', 'There is no paid plan to keep.')
    if (!ends(bill) && !live.stripeScheduleId) {
      throw new Refusal('conflict', 'Nothing is planned to change: the plan goes on.')
    }
    return { ...ownAddresses(asked), subscriptionId: live.stripeSubscriptionId }
  },

  '/subscription/billing-portal': async (asked, { customer }) => {
    if (!customer) {
      throw new Refusal('conflict', 'There is nothing to pay yet, so there is no page for it.')
    }
    return ownAddresses(asked)
  },
}

/**
 * The plan that is asked for, one of those that are sold, and how often it is to be paid.
 * @throws Refusal invalid
 */
export function wanted({ plan: id, annual }: Record<string, unknown>) {
  const plan = paidPlans.find((each) => each.id === id)
  if (!plan) throw new Refusal('invalid', 'There is no such plan.')
  const interval: Interval = annual === true ? 'year' : 'month'
  return { plan, interval }
}

/** Whether the change comes when what is paid has been used up; a trial has nothing to be used up. */
function changesLater(bill: Bill, plan: string, interval: Interval): boolean {
  const { live, next } = bill
  const now = live?.billingInterval === 'year' ? 'year' : 'month'
  if (live?.plan === plan && now === interval) {
    throw new Refusal('conflict', next ? yours.planned : yours.plain)
  }
  if (ends(bill)) {
    throw new Refusal('conflict', 'The plan is cancelled. Keep it first, then change it.')
  }
  const state = live?.status === 'trialing' ? 'trial' : 'paid'
  const later = comesLater({ state, subscribed: live?.plan ?? null, interval: now }, plan, interval)
  if (!later && next) throw planned
  return later
}

const yours = {
  plain: 'This is your plan already.',
  planned: 'This is your plan already. To keep it, take back the change that is planned.',
}

/** What is planned would be lost on the way to a page that one may turn back from. */
const planned = new Refusal(
  'conflict',
  'A change of the plan is planned. Take that back first, then decide anew.',
)

function keepPaid({ late, underWay }: Bill): void {
  if (late) {
    throw new Refusal(
      'conflict',
      'A payment is late. Settle it first: the page for payments leads there.',
    )
  }
  if (underWay) {
    throw new Refusal('conflict', 'A payment is still under way. Wait until it has come through.')
  }
}

function ends({ live }: Bill): boolean {
  return Boolean(live?.cancelAtPeriodEnd || live?.cancelAt)
}

/** A change that died half way holds the subscription without planning anything. */
async function releaseForgotten({ live, next }: Bill): Promise<void> {
  if (live?.stripeScheduleId && !next) {
    await stripe.subscriptionSchedules.release(live.stripeScheduleId)
  }
}

async function membersOf({ id }: { id: string }): Promise<number> {
  const [found] = await unitDatabase
    .select({ n: count() })
    .from(member)
    .where(eq(member.organizationId, id))
  return found?.n ?? 1
}
