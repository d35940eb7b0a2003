import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { everyAct, performAll } from '../matrix/every-act'
import { planAll } from '../matrix/run'
import { makeWorld, type World } from '../matrix/world'

let world: World
beforeAll(async () => {
  // React has a word to say about the stylesheet, which has no address in tests.
  vi.spyOn(console, 'error').mockReturnValue()
  world = await makeWorld()
})
afterAll(() => world.ground.close())

test('every door and endpoint that changes something leaves a line, and none of them a secret', async () => {
  const { acts, unknown } = everyAct(world, planAll(world, 1))
  expect.soft(unknown).toEqual([])
  expect(await performAll(world, acts)).toEqual([])
})
