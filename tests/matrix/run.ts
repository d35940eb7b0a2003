import { getRouter } from '~/router'
import { calls } from './calls'
import { attack, type Cell, type Complaint, type Control, confirm } from './cells'
import { doorsIn, planDoors } from './doors'
import { planEndpoints } from './endpoints'
import { type Difference, differences as known } from './endpoints-known'
import { planPages } from './pages'
import type { World } from './world'

export type Whole = ReturnType<typeof planAll>

/** Every door, page, handler and endpoint there is, and every way they are attacked. */
export function planAll(world: World, seed: number) {
  const doors = doorsIn(
    import.meta.glob<Record<string, unknown>>('../../src/**/*.functions.ts', { eager: true }),
  )
  const ofDoors = planDoors(world, doors, calls, seed)
  const ofPages = planPages(world, getRouter(), seed)
  const ofEndpoints = planEndpoints(world, seed)
  const plans = [ofDoors, ofPages, ofEndpoints]
  return {
    doors,
    pages: ofPages.pages,
    handlers: ofPages.handlers,
    endpoints: ofEndpoints.endpoints,
    /** What answers differ, filled while the attacks run. */
    differences: ofEndpoints.differences,
    cells: plans.flatMap((plan) => plan.cells),
    controls: plans.flatMap((plan) => plan.controls),
    unknown: plans.flatMap((plan) => plan.complaints),
    exemptions: new Map(plans.flatMap((plan) => [...plan.exemptions])),
  }
}

/** Attacks in an order that the seed decides. */
export async function attackAll(
  world: World,
  cells: readonly Cell[],
  seed: number,
): Promise<Complaint[]> {
  const complaints: Complaint[] = []
  for (const cell of shuffled(cells, seed)) complaints.push(...(await attack(world, cell)))
  return complaints
}

/** The calls that must succeed. */
export async function confirmAll(world: World, controls: readonly Control[]): Promise<Complaint[]> {
  const complaints: Complaint[] = []
  for (const control of controls) complaints.push(...(await confirm(world, control)))
  return complaints
}

/** For each target so many of its cells, others for another seed. */
export function sampleOf(cells: readonly Cell[], each: number, seed: number): Cell[] {
  const taken = new Map<string, number>()
  return shuffled(cells, seed).filter(({ target }) => {
    const before = taken.get(target) ?? 0
    taken.set(target, before + 1)
    return before < each
  })
}

/** A line for each complaint. */
export const inWords = (complaints: readonly Complaint[]) =>
  complaints.map(({ target, what, detail }) => `${target}: ${what}: ${detail}`).sort()

/** A line for each pair of answers that is not the same. */
export const pairsOf = (differences: readonly Difference[]) =>
  differences.map(({ path, actor, way, answers }) => `${path}: ${answers}: ${actor} ${way}`).sort()

/** The same lines for those that somebody has written a reason for. */
export const knownPairs = () =>
  known
    .flatMap(({ path, answers, asked }) => asked.map((who) => `${path}: ${answers}: ${who}`))
    .sort()

function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const list = [...items]
  let state = seed >>> 0
  for (let at = list.length - 1; at > 0; at -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const to = state % (at + 1)
    const [here, there] = [list[at], list[to]]
    if (here !== undefined && there !== undefined) [list[at], list[to]] = [there, here]
  }
  return list
}
