import { z } from 'zod/mini'
import { addressShape } from '~/auth/words'

/** Another address: as it was meant, in lower case. */
export const emailInput = z.object({
  email: addressShape('Write your new e-mail address.').check(z.toLowerCase()),
})

/** What a letter's link carries. */
export const changeToken = z.object({ token: z.string().check(z.maxLength(200)) })
