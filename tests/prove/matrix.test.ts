// First, and by itself: it gives this file its database before any file of src/ is loaded.
import '../support/setup'

import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { actors } from '../matrix/actors'
import { unproven } from '../matrix/endpoints-known'
import { attackAll, confirmAll, inWords, knownPairs, pairsOf, planAll } from '../matrix/run'
import { makeWorld, type World } from '../matrix/world'

const seed = Number(process.env.ATRIUM_SEED ?? Math.floor(Math.random() * 2 ** 31))

let world: World
beforeAll(async () => {
  // React has a word to say about the stylesheet, which has no address in tests.
  vi.spyOn(console, 'error').mockReturnValue()
  world = await makeWorld()
})
afterAll(() => world.ground.close())

test('whoever may not is refused everywhere, as if there were no such thing, and nothing changes', async () => {
  const began = performance.now()
  const whole = planAll(world, seed)
  console.info(`Seed ${seed}; the same again with ATRIUM_SEED=${seed}.`)
  const complaints = [
    ...whole.unknown,
    ...(await attackAll(world, whole.cells, seed)),
    ...(await confirmAll(world, whole.controls)),
  ]
  const attackers = new Set(whole.cells.map(({ actor }) => actor))
  const lines = [
    `${whole.doors.length} doors, ${whole.pages} pages, ${whole.handlers} other handlers, ${whole.endpoints} endpoints of better-auth`,
    `${attackers.size} actors: ${[...attackers].map((actor) => actors[actor]).join(', ')}`,
    `${whole.cells.length} cells, each asked twice; ${whole.controls.length} calls of whoever may`,
    `${whole.exemptions.size} exemptions: ${[...whole.exemptions].map(([name, why]) => `${name} (${why})`).join(', ')}`,
    `${whole.differences.length} pairs of answers that differ, each with its reason; ${Object.keys(unproven).length} endpoints that nobody here can open`,
    `${complaints.length} complaints, ${((performance.now() - began) / 1000).toFixed(0)} s`,
  ]
  for (const line of lines) console.info(line)
  expect(inWords(complaints)).toEqual([])
  expect(pairsOf(whole.differences)).toEqual(knownPairs())
})
