import { mayOperate, type OperatorPermission } from '~/auth/operator/operator-permissions'
import { grantsOf, may, type Permission, roleNames } from '~/auth/permissions'
import type { Actor } from './actors'
import type { Cell } from './cells'
import { type Ids, missing, type Slot } from './ids'
import type { World } from './world'

/** Everybody who does not belong to Acme. */
export const outsiders: readonly Actor[] = [
  'nobody',
  'ended',
  'stranger',
  'neighbour',
  'removed',
  'operator',
  'invited',
]

type Aim = {
  target: string
  /** Which ids the call names. */
  sent: readonly Slot[]
  ask(actor: Actor): Cell['ask']
  seed: number
  /** For every cell of this target. */
  always?(actor: Actor, way: string): Partial<Cell>
}

/** The ways into one target, the same for doors, pages and endpoints. */
export function waysInto({ acme, globex, words }: World, { target, sent, ask, seed, always }: Aim) {
  const none = missing(acme, seed)
  const gone = { ...none, slug: acme.slug, organization: acme.organization }
  const home = { slug: globex.slug, organization: globex.organization }
  const inner = sent.filter((slot) => slot !== 'slug' && slot !== 'organization')

  const cell = (
    actor: Actor,
    way: string,
    [foreign, twin]: [Ids, Ids],
    more: Partial<Cell> = {},
  ): Cell => ({
    target,
    actor,
    way,
    ask: ask(actor),
    foreign,
    missing: twin,
    sent,
    refused: false,
    ...more,
    ...always?.(actor, way),
  })

  return {
    /** From outside, naming Acme and everything of it. */
    outside: (more?: Partial<Cell>) =>
      outsiders.map((actor) => cell(actor, 'with its ids', [acme, none], more)),

    /** As a member of Acme, naming what is there. */
    atHome: (actor: Actor, more?: Partial<Cell>) => cell(actor, 'at home', [acme, gone], more),

    /** As a member of Acme whose role does not allow it: built in, with nothing, and with all but one act. */
    powerless(needs: Permission): Cell[] {
      const acts = Object.entries(needs).flatMap(([noun, all]) => all.map((act) => [noun, act]))
      if (acts.length === 0) return []
      const roles: Actor[] = [...roleNames.filter((role) => !may(grantsOf(role), needs)), 'bare']
      return [
        ...roles.map((actor) => cell(actor, 'at home', [acme, gone], { refused: true })),
        ...acts.map(([noun = '', act = '']) =>
          cell('almost', `at home without ${noun}:${act}`, [acme, gone], {
            refused: true,
            almost: { [noun]: [act] },
          }),
        ),
      ]
    },

    /** As the owner of Globex, naming Globex and, one by one and all at once, what is Acme's. */
    nested(): Cell[] {
      const one = inner.map((slot) =>
        cell('neighbour', `from home with its ${slot}`, [
          { ...globex, [slot]: acme[slot] },
          { ...globex, [slot]: none[slot] },
        ]),
      )
      if (inner.length < 2) return one
      const all = cell('neighbour', 'from home with all its ids', [
        { ...acme, ...home },
        { ...none, ...home },
      ])
      return [...one, all]
    },

    /** As everybody who does not run the product, or may not now, or not this. */
    beneath(operates: OperatorPermission): Cell[] {
      const below: Actor[] = [
        ...outsiders.filter((actor) => actor !== 'operator'),
        ...(['owner', 'admin', 'member', 'bare', 'banned', 'looking'] as const),
        ...(mayOperate('support', operates) ? [] : (['support'] as const)),
      ]
      // Members know which organization is theirs.
      const mayKnow = ['organization', 'member']
      return below.map((actor) =>
        cell(actor, 'with its ids', [acme, none], {
          refused: true,
          ...(outsiders.includes(actor) ? {} : { mayKnow }),
        }),
      )
    },

    /** As a member of Acme outside the team: what is the team's is not there for them, asked for or not. */
    besideTheTeam(reads: boolean): Cell[] {
      const mayKnow = [...words.keys()].filter((table) => table !== 'project')
      if (inner.includes('project')) {
        const pair: [Ids, Ids] = [acme, { ...acme, project: none.project }]
        return [cell('colleague', 'with a project of the team', pair, { mayKnow })]
      }
      return reads ? [cell('colleague', 'at home', [acme, acme], { mayKnow })] : []
    },
  }
}
