import { z } from 'zod/mini'
import { nameShape, passwordLength } from '~/auth/words'

const email = z
  .string()
  .check(
    z.trim(),
    z.minLength(1, 'Write your e-mail address.'),
    z.maxLength(254, 'Use at most 254 characters.'),
    z.email('This does not look like an e-mail address.'),
  )

const newPassword = z
  .string()
  .check(
    z.minLength(passwordLength.min, `Use at least ${passwordLength.min} characters.`),
    z.maxLength(passwordLength.max, `Use at most ${passwordLength.max} characters.`),
  )

export const signInInput = z.object({
  email,
  password: z.string().check(z.minLength(1, 'Write your password.')),
})

export const signUpInput = z.object({ name: nameShape, email, password: newPassword })

export const resetRequestInput = z.object({ email })

export const resetInput = z.object({ password: newPassword })

/** What the guests' pages carry in their address. */
export const guestSearch = z.object({
  redirect: z.optional(z.string()),
  email: z.optional(z.string()),
  token: z.optional(z.string()),
  error: z.optional(z.string()),
})
