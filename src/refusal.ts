import { createSerializationAdapter } from '@tanstack/react-router'

const statuses = {
  not_found: 404,
  forbidden: 403,
  /** Allowed, once the person has confirmed that it is them: the browser asks, and then does it again. */
  unconfirmed: 403,
  conflict: 409,
  limit_reached: 402,
  invalid: 422,
  unavailable: 503,
} as const

export type RefusalCode = keyof typeof statuses

/**
 * The app saying no to a person, in one sentence they can act on.
 * Crosses from the server to the browser whole; `status` is what HTTP answers.
 */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly status: number

  /**
   * @param sentence shown as it is: calm, short, never blaming
   * @param fields what is wrong with which field of a form, by the field's name
   */
  constructor(
    readonly code: RefusalCode,
    readonly sentence: string,
    readonly fields: Record<string, string> = {},
  ) {
    super(sentence)
    this.status = statuses[code]
  }
}

export const refusalAdapter = createSerializationAdapter({
  key: 'refusal',
  test: (value: unknown): value is Refusal => value instanceof Refusal,
  toSerializable: ({ code, sentence, fields }) => ({ code, sentence, fields }),
  fromSerializable: ({ code, sentence, fields }) => new Refusal(code, sentence, fields),
})
