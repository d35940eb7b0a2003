import { statements } from '~/auth/permissions'
import { type Actor, actors } from './actors'
import { masked, type Said } from './answers'
import { giveRole } from './furnish'
import type { Ids, Slot } from './ids'
import type { World } from './world'

/** What an attack must not do. */
export type What =
  | 'was allowed'
  | 'a row changed'
  | 'a word was told'
  | 'told apart'
  | 'broke'
  | 'never opens'
  | 'unknown'
export type Complaint = { target: string; actor?: Actor; what: What; detail: string }

/** One attack: one actor, one way of naming what is not theirs. */
export type Cell = {
  target: string
  actor: Actor
  /** In which way, in a few words. */
  way: string
  ask(ids: Ids): Promise<Said>
  foreign: Ids
  missing: Ids
  /** Which of them the call names. */
  sent: readonly Slot[]
  /** True where the answer must be a refusal, not only the same as for what does not exist. */
  refused: boolean
  /** What the actor may learn of the organization: these tables' words. */
  mayKnow?: readonly string[]
  /** Every permission but this one, for the actor `almost`. */
  almost?: Record<string, string[]>
  /** Where answers may differ, and it is written down why: told the difference instead of complaining. */
  differs?(one: Said, other: Said): void
}

/** Runs one attack and its twin with ids that nobody has. */
export async function attack(world: World, cell: Cell): Promise<Complaint[]> {
  const { ground } = world
  const { target, actor } = cell
  const complaints: Complaint[] = []
  const complain = (what: What, detail: string) =>
    complaints.push({ target, actor, what, detail: `${actors[actor]}, ${cell.way}: ${detail}` })

  if (cell.almost) await becomeAlmost(world, cell.almost)
  const id = actor === 'nobody' ? '' : world.people[actor].id
  const before = await ground.digest(id)
  const said = await cell.ask(cell.foreign)
  const between = await ground.digest(id)
  const changed = [...between].flatMap(([table, sum]) => (before.get(table) === sum ? [] : [table]))
  const ofOthers = changed.filter((table) => !table.startsWith('own '))
  if (ofOthers.length > 0) complain('a row changed', ofOthers.join(', '))
  if (changed.length > 0) {
    await world.restore()
    if (cell.almost) await becomeAlmost(world, cell.almost)
  }
  const twin = await cell.ask(cell.missing)
  const after = await ground.digest(id)
  // With ids nobody has it may have made something of its own: then the answers differ.
  if ([...after].some(([table, sum]) => before.get(table) !== sum)) await world.restore()

  const told = wordTold(world, cell, said)
  if (told) complain('a word was told', told)
  if (said.status >= 500) complain('broke', short(said.learned))
  if (cell.refused && said.status < 300) complain('was allowed', short(said.learned))
  const [one, other] = [
    masked(said, cell.foreign, cell.sent),
    masked(twin, cell.missing, cell.sent),
  ]
  if (one !== other) {
    const difference = `${short(one)} / ${short(other)}`
    if (cell.differs) cell.differs(said, twin)
    else complain('told apart', difference)
  }
  return complaints
}

/** The call of whoever may: it must succeed, or a refusal of the others means nothing. */
export type Control = { target: string; actor: Actor; ask(): Promise<Said> }

export async function confirm(world: World, control: Control): Promise<Complaint[]> {
  const { target, actor } = control
  const said = await control.ask()
  await world.restore()
  if (said.status < 300) return []
  const detail = `${actors[actor]} is refused, so that other refusals mean nothing: ${said.status} ${short(said.learned)}`
  return [{ target, actor, what: 'never opens', detail }]
}

function wordTold(world: World, cell: Cell, said: Said): string | undefined {
  const known = new Set<string>(cell.sent.map((slot) => cell.foreign[slot]))
  if (cell.actor !== 'nobody') {
    const { id, name, email, knows = [] } = world.people[cell.actor]
    for (const word of [id, name, email, ...knows]) known.add(word)
  }
  for (const table of cell.mayKnow ?? []) {
    for (const word of world.words.get(table) ?? []) known.add(word)
  }
  for (const [table, words] of world.words) {
    for (const word of words) {
      if (!known.has(word) && said.wire.includes(word)) {
        return `${table}: ${word}`
      }
    }
  }
  return undefined
}

async function becomeAlmost({ ground, acme }: World, without: Record<string, string[]>) {
  const rest = Object.entries(statements).map(([noun, acts]) => {
    return [noun, acts.filter((act) => !without[noun]?.includes(act))] as const
  })
  await giveRole(ground, acme.organization, 'almost', Object.fromEntries(rest))
}

const short = (text: string) => (text.length > 300 ? `${text.slice(0, 300)}…` : text)
