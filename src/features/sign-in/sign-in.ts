import app from 'app.config'
import { z } from 'zod/mini'
import { sixDigits } from '~/auth/second-step/second-step'
import { addressIn, addressShape, nameShape, newPasswordShape } from '~/auth/words'
import { lenient } from '~/search'

/** Where the browser offers passkeys, it does so in the field for the address. */
export const addressAutoComplete = app.signIn.passkey ? 'username webauthn' : 'username'

const email = addressShape('Write your e-mail address.')

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

export const signInInput = z.object({
  email: app.signIn.username ? emailOrUsername : email,
  password: z.string().check(z.minLength(1, 'Write your password.')),
})

export const signUpInput = z.object({ name: nameShape, email, password: newPasswordShape })

/** Where no password is offered: the first link makes the account. */
export const signUpByLinkInput = z.object({ name: nameShape, email })

export const addressInput = z.object({ email })

export const codeInput = z.object({ otp: sixDigits('Write the six digits from our letter.') })

export const resetInput = z.object({ password: newPasswordShape })

export const nameInput = z.object({ name: nameShape })

/** What the guests' pages carry in their address. */
export const guestSearch = z.object({
  redirect: z.optional(z.string()),
  email: z.optional(z.string()),
  token: z.optional(z.string()),
  error: z.optional(z.string()),
  /** One more account in this browser, beside the one that is signed in. */
  add: lenient(z.boolean()),
  /** A code was sent already. */
  way: lenient(z.enum(['code'])),
})
