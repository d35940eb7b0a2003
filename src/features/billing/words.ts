import app from 'app.config'
import type { Interval, PlanId } from '~/billing/catalog'
import type { Standing } from '~/billing/standing'
import type { Limits, Plan } from '~/define-app'
import type { Tone } from '~/ui/badge'
import { money } from '~/ui/money'

const plans: readonly Plan[] = app.plans

/** What everybody has who has chosen nothing else. */
export const freePlan: Plan = app.plans[0]

/** A plan by its id; one that is sold no more gives what everybody has. */
export function planOf(id: PlanId): Plan {
  return plans.find((plan) => plan.id === id) ?? freePlan
}

/** Whether one plan stands above another in their order. */
export function isLarger(plan: Plan, other: Plan): boolean {
  return plans.indexOf(plan) > plans.indexOf(other)
}

/** How a plan is called; one that is sold no more by its id. */
export function nameOf(id: PlanId): string {
  return plans.find((plan) => plan.id === id)?.name ?? id
}

export const limitNames: readonly { limit: keyof Limits; one: string; many: string }[] = [
  { limit: 'members', one: 'member', many: 'Members' },
  { limit: 'teams', one: 'team', many: 'Teams' },
  { limit: 'projects', one: 'project', many: 'Projects' },
]

/** "1 seat", "4 seats". */
export function count(amount: number, thing: string): string {
  return `${amount.toLocaleString('en')} ${thing}${amount === 1 ? '' : 's'}`
}

/** "€12 per member and month", "€480 a month". */
export function priceWords(plan: Plan, interval: Interval): string {
  const price = money(plan.price?.[interval] ?? 0)
  return plan.seats === 'per-member'
    ? `${price} per member and ${interval}`
    : `${price} a ${interval}`
}

/** What a plan costs in one interval for so many members, in whole units of the currency. */
export function totalOf(plan: Plan, interval: Interval, seats: number): number {
  return (plan.price?.[interval] ?? 0) * (plan.seats === 'per-member' ? seats : 1)
}

/** "Room for 100 members, 20 teams and 200 projects.", "As many members, teams and projects as you like." */
export function roomOf({ limits }: Plan): string {
  const room = limitNames.flatMap(({ limit, one }) => {
    const most = limits[limit]
    return most === null ? [] : count(most, one)
  })
  const free = limitNames.flatMap(({ limit, many }) =>
    limits[limit] === null ? many.toLowerCase() : [],
  )
  const some = room.length > 0 ? [`Room for ${list.format(room)}.`] : []
  const any = free.length > 0 ? [`As many ${list.format(free)} as you like.`] : []
  return [...some, ...any].join(' ')
}

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })

/** The features that one plan has and the other has not, as people read them. */
export function featuresBeyond(plan: Plan, other: Plan): string[] {
  const names: Record<string, string> = app.features
  return plan.features
    .filter((feature) => !other.features.includes(feature))
    .flatMap((feature) => names[feature]?.toLowerCase() ?? [])
}

type Usage = Record<keyof Limits, { used: number }>

/** What a plan has no room for, of what there is: "14 members, 2 teams"; null where all fits. */
export function tooMuchFor(plan: Plan, usage: Usage): string | null {
  const over = limitNames.flatMap(({ limit, one }) => {
    const most = plan.limits[limit]
    const excess = most === null ? 0 : usage[limit].used - most
    return excess > 0 ? count(excess, one) : []
  })
  return over.length > 0 ? list.format(over) : null
}

/** The state of a plan that is subscribed to, in a word or two with its colour. */
export const stateWords: Record<
  Exclude<Standing['state'], 'none'>,
  { word: string; tone: Tone }
> = {
  trial: { word: 'On trial', tone: 'accent' },
  paid: { word: 'Paid', tone: 'good' },
  late: { word: 'Payment late', tone: 'warn' },
  lapsed: { word: 'Paused', tone: 'bad' },
}

/** "today", "in one day", "in 5 days". */
export function inDays(days: number): string {
  if (days === 0) return 'today'
  return days === 1 ? 'in one day' : `in ${days} days`
}

/** What becomes of the organization on a plan, for the question before it. */
export function consequence(plan: Plan, standing: Standing, over: string | null): string {
  const now = nameOf(standing.subscribed ?? standing.plan)
  const stays = `Until then you have ${now}, and nothing is charged.`
  if (!over) return `${stays} All you made fits into ${plan.name}.`
  return `${stays} ${plan.name} has no room for ${over}: the newest can be read then, and not changed. Nothing is deleted.`
}
