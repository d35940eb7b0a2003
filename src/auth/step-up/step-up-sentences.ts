import type { RefusalCode } from '~/refusal'

const stale = {
  code: 'unconfirmed',
  sentence: 'You signed in a while ago. Confirm that it is you, then try again.',
} satisfies { code: RefusalCode; sentence: string }

/** better-auth's codes for a session that is no longer fresh; part of the map in `auth/answered.ts`. */
export const stepUpSentences: Record<string, typeof stale> = {
  SESSION_NOT_FRESH: stale,
  // Of deleting an account without a password.
  SESSION_EXPIRED: stale,
}
