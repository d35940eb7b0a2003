import { z } from 'zod/mini'
import { reasonShape } from '~/auth/operator/reason'
import { jobStates } from './jobs'

/** An address may be written by anybody: what is wrong in it counts as left out. */
const lenient = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.catch(z.optional(schema), undefined)

const id = z.catch(z.uuid(), '00000000-0000-0000-0000-000000000000')

/** How far back the list goes; without it, to the oldest that is kept. */
export const lately = ['hour', 'day', 'three-days'] as const

/** Which letters, from which place on. Without anything: all that are kept, the newest first. */
export const lettersSearch = z.object({
  /** A part of an address. */
  q: lenient(
    z.pipe(
      // The router reads `?q=7` as a number.
      z.coerce.string().check(z.trim(), z.maxLength(80)),
      z.transform((words) => words.replace(/\p{Cc}/gu, '') || undefined),
    ),
  ),
  letter: lenient(z.string().check(z.regex(/^[a-z-]{1,40}$/))),
  state: lenient(z.enum(jobStates)),
  within: lenient(z.enum(lately)),
  /** A place in the list, as an earlier answer named it. */
  page: lenient(z.string().check(z.maxLength(400))),
})
export type LettersQuery = z.output<typeof lettersSearch>

export const oneLetter = z.object({ id })
export const resendInput = z.object({ id, reason: reasonShape })
