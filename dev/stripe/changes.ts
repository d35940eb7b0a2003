import { isDeepStrictEqual } from 'node:util'
import type Stripe from 'stripe'
import { emit, type World } from './world.ts'

/**
 * Does something to an object, and says `….updated` with what its changed fields were, if anything changed.
 * What happens meanwhile to other objects has its events before this one. What is refused halfway leaves it as it was.
 */
export function changing<Kind extends object, Result>(
  world: World,
  type: Stripe.Event.Type,
  object: Kind,
  act: () => Result,
): Result {
  const before = structuredClone(object)
  try {
    const result = act()
    tellChange(world, type, object, before)
    return result
  } catch (error) {
    Object.assign(object, before)
    throw error
  }
}

/** The event of a change, where there was one. */
function tellChange(world: World, type: Stripe.Event.Type, object: object, before: object): void {
  const changed = difference(before, object)
  if (Object.keys(changed).length > 0) emit(world, type, object, changed)
}

/** The fields of `before` that are others now; nested objects by their changed fields, lists whole. */
function difference(before: object, after: object): Record<string, unknown> {
  const then = new Map<string, unknown>(Object.entries(before))
  const now = new Map<string, unknown>(Object.entries(after))
  const changed: Record<string, unknown> = {}
  for (const name of new Set([...then.keys(), ...now.keys()])) {
    const was = then.get(name)
    const is = now.get(name)
    if (isDeepStrictEqual(was, is)) continue
    const nested = isPlain(was) && isPlain(is) && name !== 'items'
    changed[name] = nested ? difference(was, is) : (was ?? null)
  }
  return structuredClone(changed)
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
