import { z } from 'zod/mini'

/** Another address: as it was meant, without what a chat or a letter pastes along with it, in lower case. */
export const emailInput = z.object({
  email: z.string().check(
    z.overwrite((text) =>
      text
        .replace(/\p{Cf}/gu, '')
        .trim()
        .toLowerCase(),
    ),
    z.minLength(1, { error: 'Write your new e-mail address.', abort: true }),
    z.maxLength(254, 'Use at most 254 characters.'),
    z.email('This does not look like an e-mail address.'),
  ),
})

/** What a letter's link carries. */
export const changeToken = z.object({ token: z.string().check(z.maxLength(200)) })
