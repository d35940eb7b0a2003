import { z } from 'zod/mini'

/** Why an operator does something, as it is written down for good. */
export const reasonShape = z.string().check(
  z.trim(),
  z.minLength(3, 'Say why, in a few words.'),
  z.maxLength(300, 'Use at most 300 characters.'),
  z.refine((text) => !/\p{Cc}/u.test(text), 'Leave out control characters.'),
)
