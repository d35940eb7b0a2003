import { expect } from 'vitest'

/** One guard, asked what an attack achieves while it stands, and without it. */
export type Guard = {
  name: string
  /** How many rows the attack met or changed: none while the guard stands. */
  standing: () => Promise<Met>
  /** The same attack once the guard is gone. */
  gone: () => Promise<Met>
}

/** Rows that were met or changed, or the answer of who was let in; anything else is a refusal. */
export type Met = number | 'refused' | `broke: ${string}`

/**
 * Takes each guard away in turn. It is killed when its attack met nothing before and is allowed then: an exception is
 * no kill. Prints guards, killed and survivors; there must be none.
 */
export async function killAll(layer: string, guards: readonly Guard[]): Promise<void> {
  const began = performance.now()
  const survivors: string[] = []
  for (const { name, standing, gone } of guards) {
    const before = await standing()
    const after = await gone()
    if (before !== 0 && before !== 'refused') survivors.push(`${name}: ${before} while it stands`)
    else if (typeof after !== 'number' || after === 0)
      survivors.push(`${name}: ${after} without it`)
  }
  const seconds = ((performance.now() - began) / 1_000).toFixed(1)
  console.log(
    `${layer}: ${guards.length} guards, ${guards.length - survivors.length} killed, survivors: ${survivors.join('; ') || 'none'} (${seconds} s)`,
  )
  expect(guards.length, `${layer} has guards`).toBeGreaterThan(0)
  expect(survivors).toEqual([])
}
