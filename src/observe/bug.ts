import { createSerializationAdapter } from '@tanstack/react-router'
import { createIsomorphicFn } from '@tanstack/react-start'
import { Refusal } from '~/refusal'
import { log } from './log.server'
import { requestContext } from './request'

/** A bug, as a person may know it: a number to quote, nothing else. */
export class Bug extends Error {
  override name = 'Bug'
  readonly status = 500

  constructor(readonly requestId: string) {
    super('Something went wrong on our side.')
  }
}

/** Logs what broke, once, and returns what may be shown of it. */
export const bug = createIsomorphicFn()
  .server((error: unknown): Bug => {
    if (error instanceof Bug) return error
    const requestId = requestContext().requestId ?? 'unknown'
    log.error({ err: error, requestId }, 'bug')
    return new Bug(requestId)
  })
  .client((error: unknown): Bug => (error instanceof Bug ? error : new Bug('in the browser')))

/** Whatever error still tries to cross to the browser, from a loader say, crosses as a Bug. */
export const bugAdapter = createSerializationAdapter({
  key: 'bug',
  test: (value: unknown): value is Error => value instanceof Error && !(value instanceof Refusal),
  toSerializable: (error) => ({ requestId: bug(error).requestId }),
  fromSerializable: ({ requestId }): Error => new Bug(requestId),
})
