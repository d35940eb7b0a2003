import type Stripe from 'stripe'
import { changing } from './changes.ts'
import { invalid, missing } from './faults.ts'
import type { Params } from './params.ts'
import { periodOf } from './periods.ts'
import { settleItems } from './proration.ts'
import { followSubscription } from './schedules.ts'
import { isOver } from './subscription-end.ts'
import { itemsAfter } from './subscription-items.ts'
import { afterMoving, moveTrial, trialEndIn } from './trial-end.ts'
import { nowIn, type World } from './world.ts'

/** What may be said of a subscription. */
export const updateParams = [
  'items.*.id',
  'items.*.price',
  'items.*.quantity',
  'items.*.deleted',
  'proration_behavior',
  'proration_date',
  'cancel_at',
  'cancel_at_period_end',
  'cancellation_details.comment',
  'cancellation_details.feedback',
  'default_payment_method',
  'metadata.*',
  'trial_end',
] as const

/** Changes a subscription, and what that costs. Everything is checked before anything is changed. */
export function updateSubscription(
  world: World,
  subscription: Stripe.Subscription,
  params: Params,
): void {
  if (isOver(subscription)) refuseBut(params)
  const items = params.has('items')
    ? itemsAfter(world, subscription, params.each('items'))
    : undefined
  const behavior =
    params.choice('proration_behavior', ['create_prorations', 'always_invoice', 'none']) ??
    'create_prorations'
  const at = params.integer('proration_date') ?? nowIn(world)
  const ending = endingIn(world, subscription, params)
  const card = cardIn(world, subscription, params)
  const trialEnd = trialEndIn(world, subscription, params)
  changing(world, 'customer.subscription.updated', subscription, () => {
    subscription.metadata = params.metadata(subscription.metadata)
    if (card !== undefined) subscription.default_payment_method = card
    if (ending) end(world, subscription, ending, params)
    const before = subscription.items.data
    if (items) subscription.items.data = items
    if (trialEnd !== undefined) moveTrial(world, subscription, trialEnd)
    else if (items) settleItems(world, subscription, before, behavior, at)
  })
  if (items) followSubscription(world, subscription)
  if (trialEnd !== undefined) afterMoving(world, subscription)
}

/** Of what is over only the notes can change. */
function refuseBut(params: Params): void {
  for (const name of [
    'items',
    'cancel_at',
    'cancel_at_period_end',
    'default_payment_method',
    'trial_end',
  ]) {
    if (!params.has(name)) continue
    throw invalid(
      'A canceled subscription can only update its cancellation_details and metadata.',
      {
        param: name,
      },
    )
  }
}

type Ending = { at: number | null; atPeriodEnd: boolean }

/** When it shall end; undefined where nothing is said about it. */
function endingIn(
  world: World,
  subscription: Stripe.Subscription,
  params: Params,
): Ending | undefined {
  const given = params.clearable('cancel_at')
  const atPeriodEnd = params.flag('cancel_at_period_end')
  if (given === undefined && atPeriodEnd === undefined) return undefined
  if (given && atPeriodEnd) {
    throw invalid('You may only specify one of these parameters: cancel_at, cancel_at_period_end.')
  }
  if (subscription.schedule) {
    throw invalid(
      `The subscription is managed by the subscription schedule \`${subscription.schedule}\`, and updating any cancelation behavior directly is not allowed. Please update the schedule instead.`,
    )
  }
  if (atPeriodEnd) return { at: periodOf(subscription).end, atPeriodEnd }
  const at = given ? (params.integer('cancel_at') ?? null) : null
  if (at !== null && at <= nowIn(world)) {
    throw invalid('`cancel_at` must be a timestamp in the future.', { param: 'cancel_at' })
  }
  return { at, atPeriodEnd: false }
}

function end(
  world: World,
  subscription: Stripe.Subscription,
  { at, atPeriodEnd }: Ending,
  params: Params,
): void {
  subscription.cancel_at = at
  subscription.cancel_at_period_end = atPeriodEnd
  subscription.canceled_at = at === null ? null : nowIn(world)
  subscription.cancellation_details =
    at === null ? noDetails : { ...detailsIn(params), reason: 'cancellation_requested' }
}

const noDetails = { comment: null, feedback: null, feedback_option: null, reason: null }

/** What was said about why. */
export function detailsIn(params: Params): Stripe.Subscription.CancellationDetails {
  const given = params.under('cancellation_details')
  const words = [
    'customer_service',
    'low_quality',
    'missing_features',
    'other',
    'switched_service',
    'too_complex',
    'too_expensive',
    'unused',
  ] as const
  return {
    ...noDetails,
    comment: given.text('comment') ?? null,
    feedback: given.choice('feedback', words) ?? null,
  }
}

function cardIn(world: World, { customer }: Stripe.Subscription, params: Params) {
  const card = params.clearable('default_payment_method')
  if (card && world.paymentMethods.get(card)?.customer !== customer) {
    throw missing('PaymentMethod', card, 'default_payment_method')
  }
  return card
}
