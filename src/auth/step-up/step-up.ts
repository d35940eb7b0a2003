import { useSyncExternalStore } from 'react'
import { Refusal } from '~/refusal'

type Question = { answer: Promise<void>; confirm(): void; dismiss(): void }

/** One question at a time, however many acts wait for its answer. Only acts in a browser ask. */
let question: Question | null = null
const listeners = new Set<() => void>()

/**
 * Does something that may ask for a fresh session: where it is refused as `unconfirmed`, the person is asked to
 * confirm that it is them, in a dialog over the page, and it is done again, once.
 * @param act throws refusals: `answered(await authClient…)`, or a door
 * @throws Refusal unconfirmed when they close the dialog; whatever `act` throws
 */
export async function withStepUp<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'unconfirmed') throw error
  }
  question ??= ask()
  await question.answer
  return act()
}

/** The question that waits to be answered, for the dialog that asks it; null when there is none. */
export function useStepUp(): Question | null {
  return useSyncExternalStore(
    subscribe,
    () => question,
    () => null,
  )
}

function ask(): Question {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const settle = (how: () => void) => () => {
    question = null
    tell()
    how()
  }
  // Once this has returned there is a question to see.
  queueMicrotask(tell)
  return {
    answer: promise,
    confirm: settle(resolve),
    dismiss: settle(() =>
      reject(new Refusal('unconfirmed', 'Nothing was changed. It waits until you confirm.')),
    ),
  }
}

function tell(): void {
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
