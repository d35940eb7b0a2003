import { z } from 'zod/mini'
import { passwordLength } from '~/auth/words'

const { min, max } = passwordLength

const newPassword = z
  .string()
  .check(
    z.minLength(min, `Use at least ${min} characters.`),
    z.maxLength(max, `Use at most ${max} characters.`),
  )

/** The field is called as in better-auth's refusals. */
export const firstPasswordInput = z.object({ password: newPassword })

export const passwordInput = z.object({
  currentPassword: z.string().check(z.minLength(1, 'Write the password you have now.')),
  password: newPassword,
})
