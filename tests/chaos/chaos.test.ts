import { expect, test } from 'vitest'
import { stripeStandIn } from '../support/stripe'
import { openGround } from './ground'
import { play } from './play'
import { reconcile } from './reconcile'

const stripe = await stripeStandIn()

// The same fifty histories each time; `npm run prove` plays a thousand longer ones that nobody has seen.
test('in fifty histories of fifty bills, with events lost and doubled and the server killed, nothing unpaid is granted, and all is as Stripe says in the end', {
  timeout: 300_000,
}, async () => {
  await using ground = await openGround(stripe, 50)
  expect(await play(ground, { steps: 5, kills: 1, seed: 7, lost: 0.4, reconcile })).toEqual([])
  expect(ground.kills()).toBe(1)
})
