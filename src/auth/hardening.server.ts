import type { BetterAuthOptions } from 'better-auth'
import { createAuthMiddleware } from 'better-auth/api'
import { env } from '~/env.server'
import { log } from '~/observe/log.server'
import { checkWords } from './check-words.server'
import { consume } from './limits.server'

/** What better-auth leaves open by default, closed; each line with its why. */
export const hardening = {
  // Rotation: the first secret signs, the others still read.
  ...(env.BETTER_AUTH_SECRETS
    ? { secrets: env.BETTER_AUTH_SECRETS }
    : { secret: env.BETTER_AUTH_SECRET }),

  session: {
    // A cached session would outlive its revocation.
    cookieCache: { enabled: false },
  },

  // A stolen backup must not open accounts.
  verification: { storeIdentifier: 'hashed' },
  account: { encryptOAuthTokens: true },

  rateLimit: {
    // Unit tests call doors by the hundred; everywhere else limits hold.
    enabled: env.mode !== 'test',
    storage: 'database',
    customStorage: { consume },
    window: 10,
    max: 100,
    customRules: {
      '/sign-in/email': { window: 60, max: 10 },
      '/sign-up/email': { window: 60, max: 5 },
      '/request-password-reset': { window: 60, max: 3 },
      '/send-verification-email': { window: 60, max: 3 },
      '/reset-password': { window: 60, max: 10 },
      '/change-password': { window: 60, max: 5 },
      '/organization/create': { window: 60, max: 10 },
      '/organization/invite-member': { window: 60, max: 60 },
    },
  },

  advanced: {
    // The server sets this header from the socket, or from a trusted proxy; clients cannot.
    ipAddress: { ipAddressHeaders: ['x-client-ip'] },
    // Under NODE_ENV=test better-auth would switch these off, and tests would prove nothing.
    disableOriginCheck: false,
    disableCSRFCheck: false,
  },

  hooks: { before: createAuthMiddleware(checkWords) },

  logger: {
    level: 'warn',
    log: (level, message, ...details) => {
      log[level]({ details: details.map(plainly) }, message)
    },
  },
  telemetry: { enabled: false },
} satisfies Partial<BetterAuthOptions>

/** An error's name and message are enough; what else better-auth hands over may hold a person's words. */
function plainly(detail: unknown): string {
  return detail instanceof Error ? `${detail.name}: ${detail.message}` : typeof detail
}
