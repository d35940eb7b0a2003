import fc from 'fast-check'
import { type Act, inWords, type Request, requestOf, send, sequenceOf } from './acts'
import { brokenLaws, brokenTrail } from './laws'
import type { State, World } from './world'

export type Length = {
  sequences: number
  /** Acts in a sequence, at most. */
  acts: number
  /** So many begin at the same moment. */
  atOnce: number
  seed: number
}

export type Played = { sequences: number; acts: number; succeeded: number }

/**
 * Plays sequences of acts by five people on two organizations, and asks after every step whether the laws hold.
 * @throws Error with the seed and the shortest sequence that breaks one, in words
 */
export async function play(
  world: World,
  { sequences, acts, atOnce, seed }: Length,
): Promise<Played> {
  const played = { sequences: 0, acts: 0, succeeded: 0 }
  let failed = Number.POSITIVE_INFINITY
  const property = fc.asyncProperty(sequenceOf(acts), async (sequence) => {
    // So long a shorter sequence is looked for that fails too.
    if (performance.now() - failed > 20_000) return
    await playOne(sequence, atOnce, world, played).catch((error) => {
      failed = Math.min(failed, performance.now())
      throw error
    })
  })
  const details = await fc.check(property, { seed, numRuns: sequences })
  if (!details.failed) return played
  const words = (details.counterexample?.[0] ?? []).map((act) => `  ${inWords(act)}`)
  const why = details.errorInstance instanceof Error ? details.errorInstance.message : ''
  throw new Error([`Seed ${seed}. After these, ${atOnce} at once:`, ...words, why].join('\n'))
}

async function playOne(sequence: Act[], atOnce: number, world: World, played: Played) {
  const before = await world.reset()
  const accepted = new Map<unknown, number>()
  const complaints: string[] = []
  let state = before
  let deleted = 0
  played.sequences += 1
  for (let from = 0; from < sequence.length && complaints.length === 0; from += atOnce) {
    const now: State = state
    await Promise.all(
      sequence.slice(from, from + atOnce).map(async (act) => {
        const request = requestOf(act, now, world)
        if (request) note(request, await send(request, world))
      }),
    )
    state = await world.look()
    complaints.push(...brokenLaws(state, deleted))
  }
  complaints.push(...brokenTrail(before, state))
  if (complaints.length > 0) throw new Error(complaints.join('\n'))

  function note({ path, body, who }: Request, status: number) {
    played.acts += 1
    if (status >= 500) complaints.push(`${who} got ${status} from ${path}`)
    if (status !== 200) return
    played.succeeded += 1
    if (path === '/admin/remove-user') deleted += 1
    if (path !== '/organization/accept-invitation') return
    const times = (accepted.get(body.invitationId) ?? 0) + 1
    accepted.set(body.invitationId, times)
    if (times > 1) complaints.push('an invitation was accepted twice')
  }
}
