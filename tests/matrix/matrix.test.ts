import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as projects from '~/features/projects/projects.functions'
import { doorsIn, planDoors } from './doors'
import * as planted from './planted.functions'
import { attackAll, confirmAll, inWords, knownPairs, pairsOf, planAll, sampleOf } from './run'
import { makeWorld, type World } from './world'

// A sample of what `npm run prove` runs whole, always the same one.
const seed = 1

let world: World
beforeAll(async () => {
  // React has a word to say about the stylesheet, which has no address in tests.
  vi.spyOn(console, 'error').mockReturnValue()
  world = await makeWorld()
})
afterAll(() => world.ground.close())

test('every door, page, handler and endpoint is one that the matrix knows how to call', () => {
  const { unknown, doors, cells, exemptions } = planAll(world, seed)
  expect(inWords(unknown)).toEqual([])
  const count = (name: string) => cells.filter(({ target }) => target === name).length
  expect(doors.filter(({ name }) => count(name) < 6)).toEqual([])
  expect(exemptions.size).toBeLessThanOrEqual(10)
})

test('whoever may not is refused, as if there were no such thing, and nothing changes', async () => {
  const whole = planAll(world, seed)
  const isDoor = (name: string) => whole.doors.some((door) => door.name === name)
  const sample = [
    ...sampleOf(
      whole.cells.filter(({ target }) => isDoor(target)),
      2,
      seed,
    ),
    ...sampleOf(
      whole.cells.filter(({ target }) => !isDoor(target)),
      1,
      seed,
    ),
  ]
  expect(inWords(await attackAll(world, sample, seed))).toEqual([])
  expect(knownPairs()).toEqual(expect.arrayContaining(pairsOf(whole.differences)))
})

test('a door that somebody forgot to close is found, and so is one that nobody knows', async () => {
  const doors = doorsIn({ planted, real: { getProject: projects.getProject } })
  const named = (at: { slug: string; project: string }) => ({ org: at.slug, id: at.project })
  const plan = planDoors(
    world,
    doors,
    {
      readForAnybody: { needs: { project: ['read'] }, input: (at) => ({ org: at.slug }) },
      renameForAnybody: { needs: { project: ['update'] }, input: named },
      removeForReaders: { needs: { project: ['delete'] }, input: named },
      cancelAnywhere: {
        needs: { invitation: ['cancel'] },
        input: (at) => ({ org: at.slug, id: at.invitation }),
      },
      readPastTheTeam: { needs: { project: ['read'] }, input: (at) => ({ org: at.slug }) },
      getProject: { needs: { project: ['read'] }, input: named },
      noDoor: {},
    },
    seed,
  )
  const found = [
    ...plan.complaints,
    ...(await attackAll(world, plan.cells, seed)),
    ...(await confirmAll(world, plan.controls)),
  ]
  const of = (name: string) =>
    [...new Set(found.filter(({ target }) => target === name).map(({ what }) => what))].sort()
  expect(of('readForAnybody')).toEqual(['a word was told', 'told apart', 'was allowed'])
  expect(of('renameForAnybody')).toEqual(['a row changed', 'told apart', 'was allowed'])
  expect(of('removeForReaders')).toEqual(['a row changed', 'told apart', 'was allowed'])
  expect(of('cancelAnywhere')).toEqual(['told apart'])
  expect(of('readPastTheTeam')).toEqual(['a word was told'])
  expect(of('newDoor')).toEqual(['unknown'])
  expect(of('noDoor')).toEqual(['unknown'])
  expect(of('getProject')).toEqual([])
  const nobody = found.filter(
    ({ target, actor }) => target === 'readForAnybody' && actor === 'nobody',
  )
  expect(nobody.map(({ what }) => what).sort()).toContain('was allowed')
})
