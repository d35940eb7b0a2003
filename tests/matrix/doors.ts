import { grantsOf, may } from '~/auth/permissions'
import { doorOf } from '../support/knock'
import type { Actor } from './actors'
import { fromDoor } from './answers'
import type { Call } from './call'
import type { Cell, Complaint, Control } from './cells'
import { type Ids, slotsReadBy } from './ids'
import { waysInto } from './ways'
import type { World } from './world'

/** What is attacked, and what could not be. */
export type Plan = {
  cells: Cell[]
  controls: Control[]
  complaints: Complaint[]
  /** Why an expectation does not hold, by what it is lifted from. */
  exemptions: Map<string, string>
}

type Door = { name: string; door: unknown }

/** Every server function that these modules export. */
export function doorsIn(modules: Record<string, Record<string, unknown>>): Door[] {
  return Object.values(modules).flatMap((exported) =>
    Object.entries(exported).flatMap(([name, door]) => (isDoor(door) ? [{ name, door }] : [])),
  )
}

function isDoor(value: unknown): boolean {
  return (
    typeof value === 'function' && 'url' in value && String(value.url).startsWith('/_serverFn/')
  )
}

export function planDoors(
  world: World,
  doors: readonly Door[],
  calls: Record<string, Call>,
  seed: number,
): Plan {
  const plan: Plan = { cells: [], controls: [], complaints: [], exemptions: new Map() }
  for (const { name, door } of doors) {
    const call = calls[name]
    if (!call) {
      const detail = `The door ${name} has no line in tests/matrix/calls.ts: say who may and what it names.`
      plan.complaints.push({ target: name, what: 'unknown', detail })
      continue
    }
    const ask = (actor: Actor) => (ids: Ids) =>
      fromDoor(door, call.input?.(ids), headersOf(world, actor))
    if (call.exempt) plan.exemptions.set(name, call.exempt)
    plan.cells.push(...cellsOf(world, name, call, doorOf(door).method === 'GET', ask, seed))
    const by = call.by ?? (call.operates ? 'operator' : 'owner')
    const opens = (call.opens ?? call.input)?.(world.acme)
    const open = () => fromDoor(door, opens, headersOf(world, by))
    if (!call.unopened) plan.controls.push({ target: name, actor: by, ask: open })
  }
  for (const name of Object.keys(calls)) {
    if (!doors.some((each) => each.name === name)) {
      plan.complaints.push({ target: name, what: 'unknown', detail: `There is no door ${name}.` })
    }
  }
  return plan
}

function cellsOf(
  world: World,
  target: string,
  call: Call,
  reads: boolean,
  ask: (actor: Actor) => Cell['ask'],
  seed: number,
): Cell[] {
  const { input, needs, exempt, by } = call
  const sent = slotsReadBy(world.acme, (ids) => input?.(ids))
  const open = { differs: () => {}, mayKnow: [...world.words.keys()] }
  const always = () => (exempt ? open : {})
  const ways = waysInto(world, { target, sent, ask, seed, always })
  if (call.operates) return ways.beneath(call.operates)
  const outside = ways
    .outside({ refused: needs !== undefined })
    .filter(({ actor }) => needs || actor !== by)
  if (needs) {
    const beside = may(grantsOf('member'), needs) ? ways.besideTheTeam(reads) : []
    return [...outside, ...ways.powerless(needs), ...ways.nested(), ...beside]
  }
  // What they are told about themselves names their own organization.
  const mayKnow = ['organization', 'member', 'organization_role']
  return sent.length > 0 ? outside : [...outside, ways.atHome('bare', { mayKnow })]
}

export function headersOf(world: World, actor: Actor): Headers | undefined {
  return actor === 'nobody' ? undefined : world.people[actor].headers
}
