import type { RefusalCode } from '~/refusal'

/** What people are told for error codes of the ways in; part of the map in `auth/answered.ts`. */
export const signInSentences: Record<
  string,
  { code: RefusalCode; sentence: string; field?: string }
> = {
  INVALID_EMAIL_OR_PASSWORD: {
    code: 'forbidden',
    sentence: 'The address and the password do not match.',
  },
  EMAIL_NOT_VERIFIED: {
    code: 'forbidden',
    sentence: 'Confirm your address first. We have just sent you the letter again.',
  },
  INVALID_EMAIL: {
    code: 'invalid',
    sentence: 'This does not look like an e-mail address.',
    field: 'email',
  },
  PASSWORD_TOO_SHORT: {
    code: 'invalid',
    sentence: 'Use at least 12 characters.',
    field: 'password',
  },
  PASSWORD_TOO_LONG: {
    code: 'invalid',
    sentence: 'Use at most 128 characters.',
    field: 'password',
  },
  PASSWORDS_BUSY: {
    code: 'unavailable',
    sentence: 'Too many people are signing in just now. Try again in a moment.',
  },
  INVALID_TOKEN: {
    code: 'invalid',
    sentence:
      'This link does not work: it was used already, is too old, or was not copied whole. Ask for a new one.',
  },
  TOKEN_EXPIRED: { code: 'invalid', sentence: 'This link has expired. Ask for a new one.' },
  USER_NOT_FOUND: {
    code: 'not_found',
    sentence: 'This link belongs to an account that does not exist any more.',
  },
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: {
    code: 'conflict',
    sentence: 'Another account has this address.',
    field: 'email',
  },
  BANNED_USER: {
    code: 'forbidden',
    sentence: 'This account has been suspended. Write to us if you think this is a mistake.',
  },
  CHOSEN_ELSEWHERE: {
    code: 'forbidden',
    sentence: 'This account was made in another browser. Confirm the address there.',
  },
  NOT_THE_CHOSEN_PASSWORD: {
    code: 'forbidden',
    sentence: 'This is not the password that was chosen.',
    field: 'password',
  },
  FAILED_TO_CREATE_USER: {
    code: 'conflict',
    sentence: 'The account could not be made. If you pressed twice, look for our letter first.',
  },

  INVALID_OTP: {
    code: 'invalid',
    sentence: 'This is not the code, or it was used already. Look for our newest letter.',
    field: 'otp',
  },
  OTP_EXPIRED: {
    code: 'invalid',
    sentence: 'This code has expired. Ask for another one.',
    field: 'otp',
  },
  TOO_MANY_ATTEMPTS: {
    code: 'invalid',
    sentence: 'That was one try too many for this code. Ask for another one.',
    field: 'otp',
  },
  PASSWORD_COMPROMISED: {
    code: 'invalid',
    sentence: 'This password is known from a theft of data elsewhere. Choose another one.',
    field: 'password',
  },
  INVALID_USERNAME_OR_PASSWORD: {
    code: 'forbidden',
    sentence: 'The username and the password do not match.',
  },
  USERNAME_IS_ALREADY_TAKEN: {
    code: 'conflict',
    sentence: 'This username is taken. Choose another.',
    field: 'username',
  },
  USERNAME_TOO_SHORT: {
    code: 'invalid',
    sentence: 'Use at least 3 characters.',
    field: 'username',
  },
  USERNAME_TOO_LONG: {
    code: 'invalid',
    sentence: 'Use at most 30 characters.',
    field: 'username',
  },
  INVALID_USERNAME: {
    code: 'invalid',
    sentence: 'Use letters, digits, dots and underscores.',
    field: 'username',
  },
}
