import '../support/setup'
import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { play } from '../properties/play'
import { openWorld, type World } from '../properties/world'
import { sizes } from './sizes'

const seed = Number(process.env.ATRIUM_SEED ?? randomInt(2 ** 31))

let world: World
beforeAll(async () => {
  console.log(`Seed ${seed}; the same again with ATRIUM_SEED=${seed}.`)
  world = await openWorld()
})
afterAll(() => world.end())

test.each([
  { how: 'one after the other', atOnce: 1, sequences: sizes.sequences * 0.7 },
  { how: 'ten at once', atOnce: 10, sequences: sizes.sequences * 0.3 },
])(
  `in $sequences sequences of up to ${sizes.acts} acts, $how, organizations keep an owner, their limits and their roles`,
  async ({ how, atOnce, sequences }) => {
    const began = performance.now()
    const played = await play(world, { sequences, atOnce, acts: sizes.acts, seed })
    const seconds = ((performance.now() - began) / 1_000).toFixed(1)
    console.log(
      `${played.sequences} sequences, ${how}: ${played.acts} acts, ${played.succeeded} of them allowed, ${seconds} s`,
    )
    expect(played.sequences).toBe(sequences)
    expect(played.succeeded).toBeGreaterThan(sequences)
  },
)
