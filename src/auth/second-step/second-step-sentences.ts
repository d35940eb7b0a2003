import type { RefusalCode } from '~/refusal'

const off = {
  code: 'conflict',
  sentence: 'Two-step sign-in is off already. Load the page anew.',
} as const

/** What people are told for better-auth's error codes about the second step; part of the map in `auth/answered.ts`. */
export const secondStepSentences: Record<
  string,
  { code: RefusalCode; sentence: string; field?: string }
> = {
  INVALID_CODE: {
    code: 'invalid',
    sentence:
      'This is not the code. An app shows a new one every 30 seconds, if its clock is right.',
    field: 'code',
  },
  CODE_USED_ALREADY: {
    code: 'invalid',
    sentence: 'This code was tried already. Wait until your app shows the next one.',
    field: 'code',
  },
  INVALID_BACKUP_CODE: {
    code: 'invalid',
    sentence: 'This is none of your backup codes, or it was used already.',
    field: 'code',
  },
  OTP_HAS_EXPIRED: {
    code: 'invalid',
    sentence: 'This code is not good any more. Ask for a new one.',
    field: 'code',
  },
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: {
    code: 'invalid',
    sentence: 'That were too many wrong codes. Start again.',
  },
  ACCOUNT_TEMPORARILY_LOCKED: {
    code: 'unavailable',
    sentence: 'Too many wrong codes were tried. Wait a while, then try again.',
  },
  INVALID_TWO_FACTOR_COOKIE: {
    code: 'invalid',
    sentence: 'This took too long, or was finished in another tab. Start again.',
  },
  FAILED_TO_INVALIDATE_TWO_FACTOR_CHALLENGE: {
    code: 'unavailable',
    sentence: 'This did not work. Start again.',
  },
  TOTP_ALREADY_ENABLED: {
    code: 'conflict',
    sentence: 'An authenticator app is set up already. Load the page anew.',
  },
  TOTP_NOT_ENABLED: {
    code: 'conflict',
    sentence: 'There is no authenticator app for this account. Use a code by letter.',
  },
  BACKUP_CODES_NOT_ENABLED: {
    code: 'conflict',
    sentence: 'There are no backup codes for this account. Use a code by letter.',
  },
  TWO_FACTOR_NOT_ENABLED: off,
  OTP_NOT_ENABLED: off,
}
