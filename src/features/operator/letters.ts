import { z } from 'zod/mini'
import { reasonShape } from '~/auth/operator/reason'
import { lenient, place, words } from '~/search'
import { jobStates } from './jobs'

const id = z.catch(z.uuid(), '00000000-0000-0000-0000-000000000000')

/** How far back the list goes; without it, to the oldest that is kept. */
export const lately = ['hour', 'day', 'three-days'] as const

/** Which letters, from which place on. Without anything: all that are kept, the newest first. */
export const lettersSearch = z.object({
  /** A part of an address. */
  q: words,
  letter: lenient(z.string().check(z.regex(/^[a-z-]{1,40}$/))),
  state: lenient(z.enum(jobStates)),
  within: lenient(z.enum(lately)),
  page: place,
})
export type LettersQuery = z.output<typeof lettersSearch>

export const oneLetter = z.object({ id })
export const resendInput = z.object({ id, reason: reasonShape })
