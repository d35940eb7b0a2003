import { expect, test } from 'vitest'
import { offersOf } from '~/billing/offers'
import { type Bought, standingOf } from '~/billing/standing'

const now = new Date('2027-05-01T12:00:00Z')
const later = new Date('2027-05-20T12:00:00Z')
const nothing = { pastDueSince: null, paymentMethod: null, nextPlan: null, nextInterval: null }

const team: Bought = {
  plan: 'team',
  status: 'active',
  billingInterval: 'month',
  seats: 3,
  periodEnd: later,
  trialEnd: null,
  cancelAtPeriodEnd: false,
  cancelAt: null,
}

/** "free cancel · team month current · …": everything that is offered, in words. */
function offered(bought: Partial<Bought> | null, account = {}, mayTry = false): string {
  const rows = bought ? [{ ...team, ...bought }] : []
  return offersOf(standingOf(rows, { ...nothing, ...account }, now), mayTry)
    .map(({ plan, interval, move }) => [plan, interval, move].filter(Boolean).join(' '))
    .join(' · ')
}

const year = { billingInterval: 'year' }
const late = { pastDueSince: new Date('2027-04-30T12:00:00Z') }

test.each([
  [
    'who has nothing yet may try every paid plan',
    offered(null, {}, true),
    'free current · team month trial · team year trial · business month trial · business year trial',
  ],
  [
    'who has had a trial pays at once',
    offered(null),
    'free current · team month buy · team year buy · business month buy · business year buy',
  ],
  [
    'a larger plan and the year come at once, the plan everybody has at the end of the period',
    offered({}),
    'free cancel · team month current · team year now · business month now · business year now',
  ],
  [
    'a smaller plan, and paying by the month again, come when the year is over',
    offered({ ...year, plan: 'business' }),
    'free cancel · team month later · team year later · business month later · business year current',
  ],
  [
    'a larger plan by the month waits for the end of a year that is paid',
    offered(year),
    'free cancel · team month later · team year current · business month later · business year now',
  ],
  [
    'a trial can become another plan at once',
    offered({ status: 'trialing', trialEnd: later }),
    'free cancel · team month current · team year now · business month now · business year now',
  ],
  [
    'a trial is not paid: a smaller plan comes at once too',
    offered({ ...year, plan: 'business', status: 'trialing', trialEnd: later }),
    'free cancel · team month now · team year now · business month now · business year current',
  ],
  [
    'what was decided for later stands there, and is taken back before anything comes at once',
    offered({ plan: 'business' }, { nextPlan: 'team', nextInterval: 'month' }),
    'free closed · team month planned · team year later · business month keep · business year closed',
  ],
  [
    'a plan that ends can be kept, and first of all that',
    offered({ cancelAtPeriodEnd: true }),
    'free planned · team month keep · team year closed · business month closed · business year closed',
  ],
  [
    'while a payment is late, no plan can be chosen',
    offered({ status: 'past_due' }, late),
    'free closed · team month current · team year closed · business month closed · business year closed',
  ],
])('%s', (_what, offers, expected) => expect(offers).toBe(expected))
