import { createHook } from 'node:async_hooks'
import { afterAll, beforeAll } from 'vitest'

/** Counts what passwords cost, for the tests of one file: one hash each, whoever asks for it. */
export function countHashes(): { made: number } {
  const hashes = { made: 0 }
  const counting = createHook({
    init(_id, type) {
      if (type === 'SCRYPTREQUEST') hashes.made += 1
    },
  })
  beforeAll(() => void counting.enable())
  afterAll(() => void counting.disable())
  return hashes
}
