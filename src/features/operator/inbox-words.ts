import type { Tone } from '~/ui/badge'
import { type EventState, eventStates } from './inbox'

type Found = Record<string, { here: unknown; stripe: unknown }>
export type DriftWords = { field: string; here: string; stripe: string }[]

/** What differed, in words, by field. */
export function driftWords(found: Found): DriftWords {
  return Object.entries(found).map(([field, { here, stripe }]) => ({
    field: fields[field] ?? field,
    here: valueWords(here),
    stripe: valueWords(stripe),
  }))
}

const fields: Record<string, string> = {
  plan: 'Plan',
  status: 'Status',
  seats: 'Seats',
  billingInterval: 'Paid every',
  periodStart: 'Period begins',
  periodEnd: 'Period ends',
  trialStart: 'Trial begins',
  trialEnd: 'Trial ends',
  cancelAtPeriodEnd: 'Ends with the period',
  cancelAt: 'Ends on',
  canceledAt: 'Cancelled on',
  endedAt: 'Ended on',
  stripeCustomerId: 'Customer',
  stripeSubscriptionId: 'Subscription',
  stripeScheduleId: 'Schedule',
  pastDueSince: 'Payment late since',
  paymentMethod: 'Paid with',
  nextPlan: 'Next plan',
  nextInterval: 'Then paid every',
}

function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string' && isoMoment.test(value)) return moment.format(new Date(value))
  return String(value)
}

const isoMoment = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/

const moment = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'UTC',
})

/** What differed, in one sentence. */
export function driftSentence(found: Found): string {
  const each = driftWords(found).map(
    ({ field, here, stripe }) => `${field.toLowerCase()} (${here} → ${stripe})`,
  )
  return `A comparison with Stripe set right: ${each.join(', ')}.`
}

/** What an event said, and what became of it, in one sentence. */
export function eventSentence({ type, state }: { type: string; state: string }): string {
  return `Stripe told ${news[type] ?? `of ${type}`}${became[state] ?? ''}.`
}

const became: Record<string, string> = {
  waiting: ', and it has not been read yet',
  failed: ', and reading it failed',
  ignored: ', and it was set aside',
}

const news: Record<string, string> = {
  'checkout.session.completed': 'that a payment page was completed',
  'checkout.session.async_payment_succeeded': 'that a slow payment came through',
  'customer.updated': 'that the customer was changed',
  'customer.deleted': 'that the customer was deleted',
  'customer.subscription.created': 'of a new subscription',
  'customer.subscription.updated': 'that the subscription was changed',
  'customer.subscription.deleted': 'that the subscription ended',
  'customer.subscription.paused': 'that the subscription was paused',
  'customer.subscription.resumed': 'that the subscription goes on',
  'customer.subscription.trial_will_end': 'that the trial ends soon',
  'invoice.paid': 'that an invoice was paid',
  'invoice.payment_failed': 'that a payment failed',
  'invoice.payment_action_required': 'that a bank asks the payer first',
  'invoice.marked_uncollectible': 'that an invoice was given up',
  'invoice.voided': 'that an invoice was voided',
  'payment_method.automatically_updated': 'that a card was renewed',
  'subscription_schedule.updated': 'that a planned change was changed',
  'subscription_schedule.released': 'that a planned change was taken back',
  'subscription_schedule.canceled': 'that a planned change was cancelled',
}

/** The types that one can ask for. */
export const eventTypes = Object.keys(news)

/** A letter about the bill, by what it is about. */
export function letterSentence(about: string): string {
  const [, what] = letters.find(([pattern]) => pattern.test(about)) ?? []
  return what ? `A letter said ${what}.` : `A letter went out: ${about}.`
}

const letters: readonly [RegExp, string][] = [
  [/^receipt of /, 'that an invoice was paid'],
  [/^failed /, 'that a payment did not go through'],
  [/^trial of /, 'that the trial ends soon'],
  [/ cancelled at \d+$/, 'that the plan was cancelled'],
  [/ ended$/, 'that the plan ended'],
]

type Words = { word: string; tone: Tone; open?: boolean }

/** The state of an event as the database has it. */
export function stateOf(state: string): Words {
  const known = eventStates.find((each) => each === state)
  return known ? eventStateWords[known] : { word: state, tone: 'neutral' }
}

/** The state of an event, with its colour. */
export const eventStateWords: Record<EventState, Words> = {
  waiting: { word: 'Waiting', tone: 'warn', open: true },
  failed: { word: 'Failed', tone: 'bad' },
  ignored: { word: 'Set aside', tone: 'neutral' },
  done: { word: 'Done', tone: 'good' },
}

/** The state of a subscription, as Stripe calls it and as people read it. */
const statusWords: Record<string, { word: string; tone: Tone }> = {
  active: { word: 'Paid', tone: 'good' },
  trialing: { word: 'On trial', tone: 'accent' },
  past_due: { word: 'Payment late', tone: 'warn' },
  unpaid: { word: 'Unpaid', tone: 'bad' },
  paused: { word: 'Paused', tone: 'warn' },
  incomplete: { word: 'Not paid yet', tone: 'neutral' },
  incomplete_expired: { word: 'Never paid', tone: 'neutral' },
  canceled: { word: 'Ended', tone: 'neutral' },
}

/** The state of a subscription as Stripe has it; one that is new is called as Stripe calls it. */
export function statusOf(status: string): { word: string; tone: Tone } {
  return statusWords[status] ?? { word: status, tone: 'neutral' }
}
