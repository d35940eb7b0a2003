import { z } from 'zod/mini'
import { newPasswordShape } from '~/auth/words'

/** The field is called as in better-auth's refusals. */
export const firstPasswordInput = z.object({ password: newPasswordShape })

export const passwordInput = z.object({
  currentPassword: z.string().check(z.minLength(1, 'Write the password you have now.')),
  password: newPasswordShape,
})
