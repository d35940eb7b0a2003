import app from 'app.config'
import { type Bought, type Standing, standingOf } from '~/billing/standing'

/** A subscription as its row tells, with what is known of its organization. */
export type Subscribed = Bought & {
  id: string
  organizationId: string
  /** It cannot be older: when its organization was made, say. */
  notBefore: Date
  trialStart: Date | null
  canceledAt: Date | null
  endedAt: Date | null
  /** Since when its organization owes an invoice. */
  pastDueSince: Date | null
}

export type Price = { plan: string; interval: string; seats: number }

/** What the audit log says of a subscription: that it began, what it was until a moment, or how it was paid. */
export type Told = { id: string; at: Date } & (
  | ({ from: Price } & { to: Price })
  | { started: true }
  | { owed: boolean }
)

type State = Exclude<Standing['state'], 'none'>

/** From a moment that is no part of it to one that is, in milliseconds: each is looked at once for every day. */
export type Span = { state: State; since: number; until: number }

/**
 * When a subscription was on trial, paid, late and unpaid, oldest first, as far as its row and the log tell. It counts
 * as paid from the end of its trial, or from when the log says that it began, else from its organization's beginning.
 * Where the log is trimmed and says only that a debt was paid, it was late for the days of grace.
 * @param now by the bill's clock; from then on it is what the row says now
 */
export function spansOf(row: Subscribed, story: readonly Told[], now: Date): Span[] {
  const state = stateOf(row, now)
  const began = story.find((each) => 'started' in each)?.at ?? row.notBefore
  const spans: { state: State; since: Date; until: Date }[] = []
  if (row.trialEnd) {
    spans.push({ state: 'trial', since: row.trialStart ?? began, until: row.trialEnd })
  }
  let paidSince = row.trialEnd ?? began
  for (const { since, lapses, until } of debtsOf(row, story, state, now)) {
    spans.push(
      { state: 'paid', since: paidSince, until: since },
      { state: 'late', since: later(paidSince, since), until: earlier(lapses, until) },
      { state: 'lapsed', since: later(paidSince, lapses), until },
    )
    paidSince = later(paidSince, until)
  }
  spans.push({ state: 'paid', since: paidSince, until: forever })
  const end = earlier(endOf(row, state), now)
  const past = spans
    .map(({ state, since, until }) => spanOf(state, since, earlier(until, end)))
    .filter(({ since, until }) => since < until)
  return state === 'none' ? past : [...past, spanOf(state, now, forever)]
}

function spanOf(state: State, since: Date, until: Date): Span {
  return { state, since: since.getTime(), until: until.getTime() }
}

/** In which state one subscription is, seen by itself. */
export function stateOf(row: Subscribed, now: Date): Standing['state'] {
  const { pastDueSince } = row
  const account = { pastDueSince, paymentMethod: null, nextPlan: null, nextInterval: null }
  return standingOf([row], account, now).state
}

/** Late since the first moment, unpaid since the second, until the third. */
type Debt = { since: Date; lapses: Date; until: Date }

function debtsOf(
  row: Subscribed,
  story: readonly Told[],
  state: Standing['state'],
  now: Date,
): Debt[] {
  const debts: Debt[] = []
  let open: Date | undefined
  for (const each of story) {
    if (!('owed' in each)) continue
    if (each.owed) {
      open = each.at
      continue
    }
    const since = open ?? new Date(each.at.getTime() - grace)
    debts.push({ since, lapses: afterGrace(since), until: each.at })
    open = undefined
  }
  if (state === 'none' && open) debts.push(unpaidFrom(open, afterGrace(open)))
  if (state === 'late') {
    const since = row.pastDueSince ?? now
    debts.push(unpaidFrom(since, afterGrace(since)))
  }
  if (state === 'lapsed') debts.push(lapsedNow(row, now))
  return debts
}

function lapsedNow(
  { status, trialEnd, notBefore, pastDueSince, periodEnd }: Subscribed,
  now: Date,
) {
  // A trial that ended without a card.
  if (status === 'paused') return unpaidFrom(trialEnd ?? notBefore, trialEnd ?? notBefore)
  const lapses = earlier(afterGrace(pastDueSince ?? periodEnd ?? new Date(0)), now)
  // What Stripe calls active is not late before the days of grace are over.
  const since = status === 'active' ? lapses : (pastDueSince ?? lapses)
  return unpaidFrom(earlier(since, lapses), lapses)
}

const unpaidFrom = (since: Date, lapses: Date): Debt => ({ since, lapses, until: forever })

function endOf(row: Subscribed, state: Standing['state']): Date {
  const { cancelAt, canceledAt, endedAt, periodEnd, trialEnd, status } = row
  if (endedAt) return endedAt
  if (status === 'trialing') return trialEnd ?? never
  if (state !== 'none') return forever
  if (status === 'canceled') return canceledAt ?? periodEnd ?? never
  if (status === 'incomplete' || status === 'incomplete_expired') return never
  return cancelAt ?? periodEnd ?? never
}

const never = new Date(0)
const forever = new Date(8.64e15)
const grace = app.billing.graceDays * 86_400_000
const afterGrace = (moment: Date) => new Date(moment.getTime() + grace)
const later = (a: Date, b: Date) => (a > b ? a : b)
const earlier = (a: Date, b: Date) => (a < b ? a : b)
