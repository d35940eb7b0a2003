import '../support/setup'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Permission } from '~/auth/permissions'
import type { World } from '../matrix/world'
import { type Guard, killAll, type Met } from './killed'

/** What everybody in an organization may for the moment. */
const given = vi.hoisted((): { permission: Permission } => ({ permission: {} }))

// The one place where our own code is replaced: the check of one permission answers yes, the scope is kept.
vi.mock('~/auth/permissions', async (importOriginal) => {
  const original = await importOriginal<typeof import('~/auth/permissions')>()
  const isGiven = (permission: Permission) => {
    const all = new Map<string, readonly string[]>(Object.entries(given.permission))
    const asked = Object.entries(permission)
    return (
      asked.length > 0 &&
      asked.every(([noun, actions]) => actions.every((act) => all.get(noun)?.includes(act)))
    )
  }
  const may: typeof original.may = (granted, permission) =>
    isGiven(permission) || original.may(granted, permission)
  return { ...original, may }
})

// Out of the way of its door: it asks once more who is an owner.
vi.mock('~/auth/organizations/ownership.server', async (importOriginal) => ({
  ...(await importOriginal<object>()),
  transfer: async () => ({ name: '' }),
}))

// What is loaded beside a replaced module is loaded at once: the product must wait for its environment.
const load = async () => ({
  ...(await import('../matrix/calls')),
  ...(await import('../matrix/cells')),
  ...(await import('../matrix/doors')),
  ...(await import('../matrix/world')),
})

let world: World
beforeAll(async () => {
  world = await (await load()).makeWorld()
})
afterAll(() => world.ground.close())

test('each door asks for its permission: without the question, members without it are let in', async () => {
  const { attack, calls, doorsIn, planDoors } = await load()
  const files = import.meta.glob<Record<string, unknown>>('../../src/**/*.functions.ts')
  const modules = await Promise.all(
    Object.entries(files).map(async ([path, file]) => [path, await file()] as const),
  )
  const doors = doorsIn(Object.fromEntries(modules))
  expect(doors.filter(({ name }) => !calls[name])).toEqual([])
  const { cells } = planDoors(world, doors, calls, 1)
  const guards = doors.flatMap(({ name }): Guard[] => {
    const { needs = {} } = calls[name] ?? {}
    if (Object.keys(needs).length === 0) return []
    const inside = cells.filter(
      ({ target, way, refused }) => target === name && refused && way.startsWith('at home'),
    )
    const run = async (permission: Permission): Promise<Met> => {
      given.permission = permission
      let met = 0
      for (const cell of inside) {
        const complaints = await attack(world, cell)
        if (complaints.some(({ what }) => what === 'was allowed' || what === 'a row changed')) {
          met += 1
        }
        await world.ground.restore()
      }
      given.permission = {}
      return met
    }
    return [{ name, standing: () => run({}), gone: () => run(needs) }]
  })
  await killAll('Doors', guards)
  expect(guards.length).toBeGreaterThan(10)
})
