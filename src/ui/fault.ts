import { Refusal } from '~/refusal'

/** What a person may know of an error. */
export type Fault = {
  sentence: string
  /** What is wrong with which field, by its name. */
  fields: Record<string, string>
  /** Set when it was a bug and not a refusal. */
  requestId?: string
}

/** A refusal in its own words; anything else is our fault, with the request id if it has one. */
export function faultOf(error: unknown): Fault {
  if (error instanceof Refusal) return { sentence: error.sentence, fields: error.fields }
  const requestId =
    error instanceof Error && 'requestId' in error ? String(error.requestId) : undefined
  return {
    sentence: 'Something went wrong on our side. Nothing was saved.',
    fields: {},
    requestId,
  }
}
