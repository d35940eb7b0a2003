import { nextDue } from './due.ts'
import { invalid } from './faults.ts'
import { nowIn, type World } from './world.ts'

type Waiting = () => Promise<unknown>

const advancing = new WeakMap<World, Promise<void>>()
const between = new WeakMap<World, Waiting>()

/** What is waited for between two things that happen while the clock is moved: whoever hears of them. */
export function waitBetween(world: World, wait: Waiting): void {
  between.set(world, wait)
}

/**
 * Moves the clock to a moment. Whatever is due until then is done in its order, each thing at its own moment, which is
 * what the clock shows meanwhile.
 * @param to Unix seconds
 * @param afterEach is waited for after each thing, instead of what `waitBetween` was given
 * @throws StripeFault when that moment is past
 */
export async function advanceTo(
  world: World,
  to: number,
  afterEach: Waiting | undefined = between.get(world),
): Promise<void> {
  const before = advancing.get(world)
  const mine = (before ?? Promise.resolve()).then(() => walkTo(world, to, afterEach))
  const done = mine.catch(() => {})
  advancing.set(world, done)
  await mine.finally(() => {
    if (advancing.get(world) === done) advancing.delete(world)
  })
}

async function walkTo(world: World, to: number, afterEach?: Waiting): Promise<void> {
  if (to < nowIn(world)) {
    throw invalid('The clock can only be moved into the future.', { param: 'frozen_time' })
  }
  try {
    while (step(world, to)) await afterEach?.()
  } finally {
    runFrom(world, world.standsAt ?? nowIn(world))
  }
}

/** Does what has become due while time simply passed. While the clock is being moved it has nothing to do. */
export function catchUp(world: World): void {
  if (advancing.has(world) || world.standsAt !== null) return
  const now = nowIn(world)
  try {
    while (step(world, now));
  } finally {
    world.standsAt = null
    world.doneUntil = now
  }
}

/** Does the next thing that is due until then, at its moment; false when there is none. */
function step(world: World, until: number): boolean {
  const due = nextDue(world, until)
  world.standsAt = due ? Math.max(due.at, world.doneUntil) : until
  world.doneUntil = world.standsAt
  due?.act()
  return due !== undefined
}

function runFrom(world: World, moment: number): void {
  world.ahead = moment - Math.floor(Date.now() / 1_000)
  world.standsAt = null
}
