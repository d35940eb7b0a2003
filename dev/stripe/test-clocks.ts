import type Stripe from 'stripe'
import { advanceTo } from './clock.ts'
import { missing } from './faults.ts'
import { listed } from './lists.ts'
import { day } from './periods.ts'
import { paging, type Route } from './routes.ts'
import { nowIn, type World } from './world.ts'

/** The one clock that everything here runs by, under the name by which Stripe's test clocks are called. */
export const clockId = 'clock_stand_in'

/** Stripe's calls for its test clocks. Here there is one, and an advance has happened when it is answered. */
export const testClockRoutes: Route[] = [
  {
    method: 'GET',
    path: '/v1/test_helpers/test_clocks',
    params: paging,
    handler: (call) => listed(call, [clockOf(call.world)]),
  },
  {
    method: 'GET',
    path: '/v1/test_helpers/test_clocks/:id',
    params: [],
    handler: ({ world, id }) => clockBy(world, id),
  },
  {
    method: 'POST',
    path: '/v1/test_helpers/test_clocks/:id/advance',
    params: ['frozen_time'],
    handler: async ({ world, id, params }) => {
      params.required('frozen_time')
      clockBy(world, id)
      await advanceTo(world, params.integer('frozen_time') ?? 0)
      return clockBy(world, id)
    },
  },
]

function clockBy(world: World, id: string): Stripe.TestHelpers.TestClock {
  if (id !== clockId) throw missing('test_clock', id)
  return clockOf(world)
}

function clockOf(world: World): Stripe.TestHelpers.TestClock {
  const now = nowIn(world)
  return {
    id: clockId,
    object: 'test_helpers.test_clock',
    created: now,
    deletes_after: now + 30 * day,
    frozen_time: now,
    livemode: false,
    name: 'The clock of the stand-in',
    status: world.standsAt === null ? 'ready' : 'advancing',
    status_details: {},
  }
}
