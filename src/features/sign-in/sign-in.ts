import app from 'app.config'
import { z } from 'zod/mini'
import { nameShape, passwordLength } from '~/auth/words'

/** An address as it was meant: letters' and chats' invisible marks are pasted along with it. */
export const addressIn = (text: string) => text.replace(/\p{Cf}/gu, '').trim()

/** Where the browser offers passkeys, it does so in the field for the address. */
export const addressAutoComplete = app.signIn.passkey ? 'username webauthn' : 'username'

const email = z
  .string()
  .check(
    z.overwrite(addressIn),
    z.minLength(1, 'Write your e-mail address.'),
    z.maxLength(254, 'Use at most 254 characters.'),
    z.email('This does not look like an e-mail address.'),
  )

/** Where usernames are offered, whatever has no @ is one. */
const emailOrUsername = z.string().check(
  z.overwrite(addressIn),
  z.minLength(1, 'Write your e-mail address or username.'),
  z.maxLength(254, 'Use at most 254 characters.'),
  z.refine(
    (text) => !text.includes('@') || email.safeParse(text).success,
    'This does not look like an e-mail address.',
  ),
)

const newPassword = z
  .string()
  .check(
    z.minLength(passwordLength.min, `Use at least ${passwordLength.min} characters.`),
    z.maxLength(passwordLength.max, `Use at most ${passwordLength.max} characters.`),
  )

export const signInInput = z.object({
  email: app.signIn.username ? emailOrUsername : email,
  password: z.string().check(z.minLength(1, 'Write your password.')),
})

export const signUpInput = z.object({ name: nameShape, email, password: newPassword })

/** Where no password is offered: the first link makes the account. */
export const signUpByLinkInput = z.object({ name: nameShape, email })

export const addressInput = z.object({ email })

/** Six digits, however they were pasted: in two groups, or with marks around them. */
export const digitsIn = (text: string) => text.normalize('NFKC').replace(/[\s\p{Cf}-]/gu, '')

export const codeInput = z.object({
  otp: z
    .string()
    .check(z.overwrite(digitsIn), z.regex(/^\d{6}$/, 'Write the six digits from our letter.')),
})

export const resetInput = z.object({ password: newPassword })

export const nameInput = z.object({ name: nameShape })

/** What the guests' pages carry in their address. */
export const guestSearch = z.object({
  redirect: z.optional(z.string()),
  email: z.optional(z.string()),
  token: z.optional(z.string()),
  error: z.optional(z.string()),
  /** One more account in this browser, beside the one that is signed in. */
  add: z.catch(z.optional(z.boolean()), undefined),
  /** A code was sent already. */
  way: z.catch(z.optional(z.enum(['code'])), undefined),
})
