import { z } from 'zod'
import { type Letter, letterShape, veil } from './letters'

/** What becomes of a letter's data once what opens something is no longer needed there, or no longer wanted. */
const fate = z.object({
  /** When the mail service took it, and under which id. */
  sent: z.object({ at: z.iso.datetime(), id: z.string().nullable() }).optional(),
  /** It holds nothing any more that opens something: it cannot be sent from here on. */
  veiled: z.literal(true).optional(),
})

/** A letter as it lies in its job: as it was written until it is sent, veiled afterwards. */
export const keptShape = letterShape.and(fate)
export type KeptLetter = Letter & z.infer<typeof fate>

/** The letter as it is kept once it was sent. */
export function sentLetter(letter: Letter, id: string | null): KeptLetter {
  return { ...veil(letter), veiled: true, sent: { at: new Date().toISOString(), id } }
}

/** The letter as it is kept when it will not be sent any more. */
export function unsentLetter(letter: Letter): KeptLetter {
  return { ...veil(letter), veiled: true }
}
