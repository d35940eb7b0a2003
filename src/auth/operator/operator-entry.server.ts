import app from 'app.config'
import { env } from '~/env.server'
import { Refusal } from '~/refusal'

/** What somebody who runs the product still has to do before they may act. */
export type Todo = 'confirm' | 'second step' | null

/**
 * Nothing, confirm that it is them, or set up a second step where `app.config.ts` asks for one.
 * @param isFresh whether they signed in, or confirmed, lately
 */
export function todoOf(user: { twoFactorEnabled?: boolean | null }, isFresh: boolean): Todo {
  const { secondStep } = app.operating
  const needed = secondStep === 'in production' ? env.abroad : secondStep
  if (needed && !user.twoFactorEnabled) return 'second step'
  return isFresh ? null : 'confirm'
}

/** @throws Refusal forbidden; unconfirmed, which `withStepUp` answers with the dialog */
export function refuseWhile(todo: Todo): void {
  if (todo === 'second step') {
    throw new Refusal('forbidden', 'Set up a second step for signing in first.')
  }
  if (todo === 'confirm') {
    throw new Refusal('unconfirmed', 'You signed in a while ago. Confirm that it is you first.')
  }
}

/** For everybody who does not run the product: as if there were nothing here. */
export const noSuchPage = new Refusal('not_found', 'There is no such page.')

export const notYours = new Refusal('forbidden', 'Your role does not allow this.')
