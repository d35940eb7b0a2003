import app from 'app.config'
import type { Standing } from '~/billing/standing'
import type { Tone } from '~/ui/badge'
import type { SubscriptionState } from './organizations'

/** How a plan is called; one that is sold no more by its id. */
export function planName(id: string): string {
  return app.plans.find((plan) => plan.id === id)?.name ?? id
}

/** What the filters say of a subscription; the words are Stripe's. */
export const statusNames: Record<SubscriptionState, string> = {
  none: 'nothing subscribed',
  trialing: 'trialing',
  active: 'active',
  past_due: 'past due',
  unpaid: 'unpaid',
  paused: 'paused',
}

/** The state of the plan in force in a word, with its colour; null where nothing is subscribed to. */
export function stateOf({ state, grantedUntil }: Standing): { word: string; tone: Tone } | null {
  if (grantedUntil) return { word: 'By hand', tone: 'accent' }
  return states[state]
}

const states: Record<Standing['state'], { word: string; tone: Tone } | null> = {
  none: null,
  trial: { word: 'On trial', tone: 'accent' },
  paid: { word: 'Paid', tone: 'good' },
  late: { word: 'Payment late', tone: 'warn' },
  lapsed: { word: 'Lapsed', tone: 'bad' },
}

export const onlyNames = { suspended: 'a suspension', granted: 'a plan by hand' }
