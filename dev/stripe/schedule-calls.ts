import type Stripe from 'stripe'
import { changing } from './changes.ts'
import { invalid, missing } from './faults.ts'
import { idOf, listed } from './lists.ts'
import type { Params } from './params.ts'
import { periodEnd, periodOf } from './periods.ts'
import { priceBy } from './prices.ts'
import { type Call, paging, type Route } from './routes.ts'
import { blankPhase, blankSchedule, phaseItem } from './schedule-shape.ts'
import { release, takePhase } from './schedules.ts'
import { isOver } from './subscription-end.ts'
import { subscriptionBy } from './subscriptions.ts'
import { emit, nowIn, type World } from './world.ts'

type Schedule = Stripe.SubscriptionSchedule
type Phase = Stripe.SubscriptionSchedule.Phase

/** Schedules that take over a subscription, change what it is to become, and let go of it. */
export const scheduleRoutes: Route[] = [
  {
    method: 'POST',
    path: '/v1/subscription_schedules',
    params: ['from_subscription'],
    handler: create,
  },
  {
    method: 'GET',
    path: '/v1/subscription_schedules',
    params: ['customer', ...paging],
    handler: (call) => {
      const customer = call.params.text('customer')
      return listed(
        call,
        call.world.schedules.values(),
        (schedule) => !customer || schedule.customer === customer,
      )
    },
  },
  {
    method: 'GET',
    path: '/v1/subscription_schedules/:id',
    params: [],
    handler: ({ world, id }) => scheduleBy(world, id),
  },
  {
    method: 'POST',
    path: '/v1/subscription_schedules/:id',
    params: [
      'end_behavior',
      'metadata.*',
      'proration_behavior',
      'phases.*.items.*.price',
      'phases.*.items.*.quantity',
      'phases.*.start_date',
      'phases.*.end_date',
      'phases.*.proration_behavior',
    ],
    handler: update,
  },
  {
    method: 'POST',
    path: '/v1/subscription_schedules/:id/release',
    params: [],
    handler: ({ world, id }) => {
      const schedule = running(scheduleBy(world, id), 'released')
      release(world, schedule)
      return schedule
    },
  },
]

function create({ world, params }: Call): Schedule {
  const id = params.required('from_subscription')
  const subscription = subscriptionBy(world, id, 'from_subscription')
  const param = 'from_subscription'
  if (isOver(subscription)) {
    throw invalid('You cannot migrate a subscription that is canceled.', { param })
  }
  if (subscription.schedule) {
    const message = `You cannot migrate a subscription that is already attached to a schedule: ${idOf(subscription.schedule)}.`
    throw invalid(message, { param })
  }
  const { start, end } = periodOf(subscription)
  const phase = blankPhase({
    currency: subscription.currency,
    items: subscription.items.data.map(({ price, quantity }) => phaseItem(price.id, quantity)),
    start_date: start,
    end_date: end,
    proration_behavior: 'create_prorations',
    trial_end: subscription.status === 'trialing' ? subscription.trial_end : null,
  })
  const schedule = blankSchedule(world, subscription, phase)
  world.schedules.set(schedule.id, schedule)
  emit(world, 'subscription_schedule.created', schedule)
  changing(world, 'customer.subscription.updated', subscription, () => {
    subscription.schedule = schedule.id
  })
  return schedule
}

function update({ world, id, params }: Call): Schedule {
  const schedule = running(scheduleBy(world, id), 'updated')
  const subscription = subscriptionBy(world, idOf(schedule.subscription) ?? '')
  const ending = params.choice('end_behavior', ['release', 'cancel'])
  const behavior = behaviorIn(params)
  const phases = params.has('phases') ? phasesIn(world, schedule, params) : schedule.phases
  const now = nowIn(world)
  const current = phases.find(({ start_date, end_date }) => start_date <= now && now < end_date)
  if (!current) throw invalid('One of the phases must be the current one.', { param: 'phases' })
  changing(world, 'subscription_schedule.updated', schedule, () => {
    schedule.metadata = params.metadata(schedule.metadata ?? {})
    schedule.end_behavior = ending ?? schedule.end_behavior
    schedule.phases = phases
    schedule.current_phase = { start_date: current.start_date, end_date: current.end_date }
  })
  changing(world, 'customer.subscription.updated', subscription, () =>
    takePhase(world, subscription, { ...current, proration_behavior: behavior }),
  )
  return schedule
}

/** The phases as a request tells them: each begins where the one before ends. */
function phasesIn(world: World, schedule: Schedule, params: Params): Phase[] {
  const [first] = schedule.phases
  const phases: Phase[] = []
  for (const told of params.each('phases')) {
    const begins: number | undefined = phases.at(-1)?.end_date ?? first?.start_date
    const start = told.integer('start_date') ?? begins
    if (start === undefined || start !== begins) {
      const message = phases.length
        ? 'The phases must follow each other without a gap.'
        : 'You can not modify the start date of a phase that has already started.'
      throw invalid(message, { param: told.called('start_date') })
    }
    const prices = told.each('items').map((item) => ({
      price: priceBy(world, item.required('price'), item.called('price')),
      quantity: item.integer('quantity') ?? 1,
    }))
    const recurring = prices[0]?.price.recurring
    if (!recurring) throw invalid('A phase needs recurring items.', { param: told.called('items') })
    const end = told.integer('end_date') ?? periodEnd(start, start, recurring)
    if (end <= start) {
      throw invalid('A phase must end after it starts.', { param: told.called('end_date') })
    }
    phases.push(
      blankPhase({
        currency: first?.currency ?? 'eur',
        items: prices.map(({ price, quantity }) => phaseItem(price.id, quantity)),
        start_date: start,
        end_date: end,
        proration_behavior: behaviorIn(told),
        trial_end: phases.length === 0 ? (first?.trial_end ?? null) : null,
      }),
    )
  }
  return phases
}

function behaviorIn(params: Params) {
  const words = ['create_prorations', 'always_invoice', 'none'] as const
  return params.choice('proration_behavior', words) ?? 'create_prorations'
}

function scheduleBy(world: World, id: string): Schedule {
  const schedule = world.schedules.get(id)
  if (!schedule) throw missing('subscription_schedule', id)
  return schedule
}

function running(schedule: Schedule, done: 'updated' | 'released'): Schedule {
  if (schedule.status === 'active') return schedule
  throw invalid(
    `You cannot ${done === 'updated' ? 'update' : 'release'} a subscription schedule that is currently in the \`${schedule.status}\` status. It must be in the \`not_started\` or \`active\` status to be ${done}.`,
  )
}
