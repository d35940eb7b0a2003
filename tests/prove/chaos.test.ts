import '../support/setup'
import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import { openGround } from '../chaos/ground'
import { play } from '../chaos/play'
import { reconcile } from '../chaos/reconcile'
import { stripeStandIn } from '../support/stripe'
import { sizes } from './sizes'

const stripe = await stripeStandIn()

const seed = Number(process.env.ATRIUM_SEED ?? randomInt(2 ** 30))
const { histories, historySteps: steps, historiesAtOnce, killsAtOnce: kills } = sizes

test(`in ${histories} histories of ${steps} steps, with events lost and doubled and the server killed, nothing unpaid is granted, and all is as Stripe says in the end`, {
  timeout: 3_600_000,
}, async () => {
  console.log(`Seed ${seed}; the same again with ATRIUM_SEED=${seed}.`)
  const began = performance.now()
  let killed = 0
  for (let played = 0; played < histories; played += historiesAtOnce) {
    await using ground = await openGround(stripe, historiesAtOnce)
    expect(await play(ground, { steps, kills, seed: seed + played, lost: 0.4, reconcile })).toEqual(
      [],
    )
    killed += ground.kills()
  }
  const seconds = ((performance.now() - began) / 1_000).toFixed(0)
  console.log(
    `${histories} histories of ${steps} steps, the server killed ${killed} times, ${seconds} s`,
  )
  expect(killed).toBeGreaterThanOrEqual(50)
})

test('without reconciliation what is lost stays lost: the same histories end otherwise than Stripe says', {
  timeout: 600_000,
}, async () => {
  await using ground = await openGround(stripe, historiesAtOnce, { reconciliation: false })
  const complaints = await play(ground, { steps, kills: 0, seed, lost: 1 })
  console.log(
    `${complaints.length} complaints of ${historiesAtOnce} histories without reconciliation`,
  )
  expect(complaints).not.toEqual([])
})
