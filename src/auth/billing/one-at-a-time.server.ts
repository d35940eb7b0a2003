import { AsyncLocalStorage } from 'node:async_hooks'
import { unitDatabase } from '~/auth/unit.server'
import { endTurn, lengthenTurn, takeTurn } from '~/billing/busy.server'
import { bug } from '~/observe/bug'
import { Refusal } from '~/refusal'

type Turn = { organization: { id: string }; until: string }

const turns = new AsyncLocalStorage<Turn[]>()

/** Answers a request; the turns that it took end with it, however it ends. */
export async function endingTurns<Answer>(answer: () => Promise<Answer>): Promise<Answer> {
  const taken: Turn[] = []
  try {
    return await turns.run(taken, answer)
  } finally {
    for (const { organization, until } of taken) {
      await endTurn(unitDatabase, organization, until).catch(bug)
    }
  }
}

/**
 * Whoever changes an organization's plan is the only one for as long as the request takes.
 * @throws Refusal conflict while somebody else does
 */
export async function oneAtATime(organization: { id: string }): Promise<void> {
  const taken = turns.getStore()
  if (!taken) throw new Error('A plan is changed by a request to better-auth only.')
  const until = await takeTurn(unitDatabase, organization)
  if (!until) throw busy
  taken.push({ organization, until })
}

/**
 * Right before a payment page is opened: Stripe may have been so slow that the turn ran out, and somebody else has it.
 * @throws Refusal conflict
 */
export async function stillMyTurn({ id }: { id: string }): Promise<void> {
  const mine = turns.getStore()?.find(({ organization }) => organization.id === id)
  const until = mine && (await lengthenTurn(unitDatabase, { id }, mine.until))
  if (!until) throw busy
  mine.until = until
}

const busy = new Refusal('conflict', 'Somebody is changing the plan. Try again in a moment.')
