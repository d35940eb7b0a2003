/** Dice that fall the same way for the same seed: numbers from 0 up to 1 (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** The same things in another order. */
export function shuffled<T>(things: readonly T[], roll: () => number): T[] {
  return things
    .map((thing) => ({ thing, place: roll() }))
    .sort((one, other) => one.place - other.place)
    .map(({ thing }) => thing)
}
