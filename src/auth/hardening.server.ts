import type { BetterAuthOptions } from 'better-auth'
import { APIError, createAuthMiddleware, isAPIError } from 'better-auth/api'
import { refusalOf } from '~/billing/stripe-errors.server'
import {
  isDuplicate,
  isLeftInTeam,
  isNoText,
  isOwnerless,
  isPersonGone,
  isSlugTaken,
} from '~/db/violations'
import { env } from '~/env.server'
import { bug } from '~/observe/bug'
import { log } from '~/observe/log.server'
import { Refusal } from '~/refusal'
import { accountGone, confirmEnd, mayEnd } from './account/account-end.server'
import { countAttempt, forgetAttempts } from './account/account-limits.server'
import { takeOrganizations } from './account/account-rules.server'
import { keepLetters } from './account/letter-rules.server'
import { shutOutBanned } from './banned.server'
import { seatsFollow } from './billing/member-seats.server'
import { finishSubscriptionRules } from './billing/subscription-done.server'
import { keepSubscriptionRules } from './billing/subscription-rules.server'
import { checkWords } from './check-words.server'
import { finishLooks, keepLooks } from './impersonation/impersonation-rules.server'
import { lookEnded } from './impersonation/look-end.server'
import { consume } from './limits.server'
import {
  finishOperatorsRules,
  keepOperatorsDoors,
  keepOperatorsRules,
} from './operator/admin-rules.server'
import { keepLastOperator } from './operator/last-operator.server'
import { rememberNames, writeDown } from './organizations/audit-lines.server'
import {
  finishOrganizationRules,
  keepOrganizationRules,
} from './organizations/organization-rules.server'
import { leaveActiveTeam, stillHas } from './organizations/team-rules.server'
import { askAsOften } from './sign-in/as-many-questions.server'
import { refuseBreached } from './sign-in/breached-passwords.server'
import { page } from './sign-in/own-pages.server'
import { tellOfRemovedPassword } from './sign-in/unproven-password.server'

/** What better-auth leaves open by default, closed; each line with its why. */
export const hardening = {
  // Rotation: the first secret signs, the others still read.
  ...(env.BETTER_AUTH_SECRETS
    ? { secrets: env.BETTER_AUTH_SECRETS }
    : { secret: env.BETTER_AUTH_SECRET }),

  session: {
    // A cached session would outlive its revocation.
    cookieCache: { enabled: false },
    // How exactly the list of sessions can say when each was used last; seconds.
    updateAge: 900,
  },

  // A stolen backup must not open accounts.
  verification: { storeIdentifier: 'hashed' },
  account: {
    encryptOAuthTokens: true,
    // It knows of no passkeys: that a way in stays, `keepWayIn` sees to.
    accountLinking: { allowUnlinkingAll: true },
  },

  // Asked once more, and of whoever pays or owns alone refused: see `auth/account/account-end.server.ts`.
  user: { deleteUser: { enabled: true } },

  rateLimit: {
    // Unit tests call doors by the hundred; everywhere else limits hold.
    enabled: env.mode !== 'test',
    storage: 'database',
    customStorage: { consume },
    window: 10,
    max: 100,
    // What costs a hash, a letter or a row, per address; seconds.
    customRules: {
      '/sign-in/email': { window: 60, max: 10 },
      '/sign-up/email': { window: 60, max: 5 },
      '/request-password-reset': { window: 60, max: 3 },
      '/send-verification-email': { window: 60, max: 3 },
      '/reset-password': { window: 60, max: 10 },
      '/change-password': { window: 60, max: 5 },
      '/organization/create': { window: 60, max: 10 },
      '/organization/invite-member': { window: 60, max: 60 },
      // Each asks Stripe several times.
      '/subscription/*': { window: 60, max: 30 },
    },
  },

  advanced: {
    // The server sets this header from the socket, or from a trusted proxy; clients cannot.
    ipAddress: { ipAddressHeaders: ['x-client-ip'] },
    // Under NODE_ENV=test better-auth would switch these off, and tests would prove nothing.
    disableOriginCheck: false,
    disableCSRFCheck: false,
  },

  databaseHooks: {
    // No hook of the organizations hears of an account that goes.
    user: {
      delete: {
        before: async (person, context) => {
          await mayEnd(person, context)
          await keepLastOperator(person)
        },
        after: accountGone,
      },
    },
    account: { delete: { before: tellOfRemovedPassword } },
    // The team of the organization that was active before would stay the active one.
    session: { update: { before: leaveActiveTeam }, delete: { after: lookEnded } },
  },

  hooks: {
    before: createAuthMiddleware(async (context) => {
      // First: whoever does not run the product is answered alike, whoever they are.
      await keepOperatorsDoors(context)
      await shutOutBanned(context)
      const stopped = await keepLooks(context)
      if (stopped) return stopped
      // Counted before anything is looked up: what is refused tells nobody whether there is such an account.
      await countAttempt(context)
      // Before anything is looked up, so that what is answered says nothing about accounts.
      await refuseBreached(context)
      await askAsOften(context)
      keepLetters(context)
      const checked = await checkWords(context)
      await confirmEnd(context)
      await takeOrganizations(context)
      const operated = await keepOperatorsRules(context)
      const named = await keepOrganizationRules(context)
      await rememberNames(context, named)
      return (await keepSubscriptionRules(context)) ?? operated ?? checked
    }),
    after: createAuthMiddleware(async (context) => {
      await finishOrganizationRules(context)
      await finishOperatorsRules(context)
      await writeDown(context)
      await seatsFollow(context)
      await forgetAttempts(context)
      const looked = await finishLooks(context)
      return looked === undefined ? finishSubscriptionRules(context) : looked
    }),
  },

  // Two at once: better-auth looked before either wrote, the database kept the second out.
  // A refusal is no news; of a bug the log must not have the values its statement carried.
  onAPIError: {
    // Where a provider sends people whose attempt cannot be told any more.
    errorURL: page('/sign-in'),
    onError: (error) => {
      if (isAPIError(error) && error.statusCode < 500) return
      if (error instanceof Refusal) throw refused(error)
      if (isSlugTaken(error)) {
        throw new APIError('CONFLICT', {
          code: 'ORGANIZATION_SLUG_ALREADY_TAKEN',
          message: 'This address is taken.',
        })
      }
      if (isDuplicate(error)) {
        throw new APIError('CONFLICT', { code: 'ALREADY_EXISTS', message: 'This exists already.' })
      }
      if (isOwnerless(error)) throw refused(ownerless)
      if (isPersonGone(error)) throw refused(personGone)
      if (isLeftInTeam(error)) throw refused(stillHas(1))
      if (isNoText(error)) throw refused(noText)
      const ofStripe = refusalOf(error)
      if (ofStripe) throw refused(ofStripe)
      bug(error)
      // Answered from here, it is not printed with all that it carries.
      throw new APIError('INTERNAL_SERVER_ERROR', {
        code: 'BUG',
        message: 'Something went wrong on our side.',
      })
    },
  },
  logger: {
    level: 'warn',
    log: (level, message, ...details) => {
      const errors = details.filter((detail) => detail instanceof Error)
      log[level]({ err: errors[0] }, message.split('\nparams:')[0])
    },
  },
  telemetry: { enabled: false },
} satisfies Partial<BetterAuthOptions>

/** Our own refusals travel whole; `auth/answered.ts` makes them what they were. */
export function refused({ code, sentence, fields }: Refusal): APIError {
  return new APIError(statusNames[code], {
    code: 'REFUSED',
    message: sentence,
    refusal: code,
    fields,
  })
}

const statusNames = {
  not_found: 'NOT_FOUND',
  forbidden: 'FORBIDDEN',
  unconfirmed: 'FORBIDDEN',
  conflict: 'CONFLICT',
  limit_reached: 'PAYMENT_REQUIRED',
  invalid: 'UNPROCESSABLE_ENTITY',
  unavailable: 'SERVICE_UNAVAILABLE',
} as const

const noText = new Refusal('invalid', 'Leave out control characters.')

export const ownerless = new Refusal(
  'conflict',
  'An organization needs an owner. Make somebody else an owner first.',
)

const personGone = new Refusal('conflict', 'This account was deleted meanwhile.')
