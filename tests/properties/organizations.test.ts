import { afterAll, beforeAll, expect, test } from 'vitest'
import { play } from './play'
import { openWorld, type World } from './world'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.end())

// The same fifty sequences each time; `npm run prove` plays a thousand longer ones that nobody has seen.

test.each([
  { how: 'one after the other', atOnce: 1, sequences: 35 },
  { how: 'ten at once', atOnce: 10, sequences: 15 },
])(
  'whatever five people do, $how, organizations keep an owner, their limits and their roles',
  { timeout: 120_000 },
  async ({ atOnce, sequences }) => {
    const played = await play(world, { sequences, atOnce, acts: 20, seed: 3 })
    expect(played.sequences).toBe(sequences)
    // Most acts are refused, as in a play of chance; that many must not be, or nothing was tried.
    expect(played.succeeded).toBeGreaterThan(sequences)
  },
)
