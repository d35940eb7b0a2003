import type { BetterAuthPlugin, GenericEndpointContext } from 'better-auth'
import { createAuthMiddleware, isAPIError } from 'better-auth/api'
import { and, eq, gt, ne } from 'drizzle-orm'
import type { Action, Actions } from '~/audit/actions'
import { append, type Who } from '~/audit/append.server'
import { unitDatabase } from '~/auth/unit.server'
import { whoIn, whoOf } from '~/auth/who.server'
import { session } from '~/db/schema'

type AccountAction = Extract<Action, `account.${string}`>
type Person = { id: string; name: string }
type Line = { [Key in AccountAction]: { action: Key; details: Actions[Key] } }[AccountAction]

/** Whose account a line is about. */
export const accountOf = ({ id, name }: Person) => ({ userId: id, name })

/** Writes down what happened to somebody's account, in the unit under way. */
export async function writeOnAccount<Key extends AccountAction>(
  who: Who,
  action: Key,
  details: Actions[Key],
): Promise<void> {
  await append({ ...who, organization: null, tx: unitDatabase }, action, details)
}

/** Whose account, by whom, and what was there before the act that an after-hook cannot see any more. */
type Before = { who: Who; account: { userId: string; name: string }; sessions: number }
type Look = (context: GenericEndpointContext, before: Before) => Line | undefined

/** What somebody may change of themselves. */
const profile = ['name', 'username', 'image']

/** One line for each of better-auth's acts on the account of whoever is signed in, by path. */
const lines: Record<string, Look> = {
  '/update-user': ({ body }, { account }) => {
    const changed = profile.filter((field) => Object.hasOwn(Object(body), field))
    return { action: 'account.changed', details: { ...account, changed } }
  },
  '/change-password': (_, { account }) => ({
    action: 'account.password_changed',
    details: account,
  }),
  '/two-factor/enable': ({ body }, { account }) =>
    body?.method === 'otp'
      ? { action: 'account.two_step_on', details: account }
      : { action: 'account.two_step_begun', details: account },
  // It confirms a new authenticator, or is the second step of signing in, where nobody is signed in yet.
  '/two-factor/verify-totp': ({ context }, { account }) =>
    context.session && !context.session.user.twoFactorEnabled && context.newSession
      ? { action: 'account.two_step_on', details: account }
      : undefined,
  '/two-factor/disable': (_, { account }) => ({ action: 'account.two_step_off', details: account }),
  '/two-factor/generate-backup-codes': (_, { account }) => ({
    action: 'account.backup_codes_made',
    details: account,
  }),
  '/passkey/verify-registration': (_, { account }) => ({
    action: 'account.passkey_added',
    details: account,
  }),
  '/passkey/update-passkey': (_, { account }) => ({
    action: 'account.changed',
    details: { ...account, changed: ['name of a passkey'] },
  }),
  '/passkey/delete-passkey': (_, { account }) => ({
    action: 'account.passkey_removed',
    details: account,
  }),
  '/sign-out': (_, { account }) => ({ action: 'account.signed_out', details: account }),
  '/multi-session/revoke': (_, { account }) => ({ action: 'account.signed_out', details: account }),
  '/revoke-session': (_, { account }) => ({ action: 'account.signed_out', details: account }),
  '/revoke-sessions': (_, { account, sessions }) => ended(account, sessions + 1),
  '/revoke-other-sessions': (_, { account, sessions }) => ended(account, sessions),
}

const ended = (account: Before['account'], count: number): Line | undefined =>
  count > 0 ? { action: 'account.sessions_ended', details: { ...account, count } } : undefined

/** What begins a new session and is no sign-in: it takes the place of the one there was. */
const goesOn = new Set([
  '/change-password',
  '/update-user',
  '/two-factor/enable',
  '/two-factor/disable',
  '/multi-session/set-active',
  '/admin/stop-impersonating',
])

const remembered = new WeakMap<object, Before>()

/** A line for each thing that happens to an account, when better-auth has done it. */
export const accountLines = {
  id: 'account-lines',
  init: () => ({
    options: {
      databaseHooks: {
        user: {
          create: {
            after: async (made, context) => {
              const byAdmin = context?.path === '/admin/create-user'
              // An operator's act has a line of its own, with a reason.
              if (byAdmin && (await whoIn(context)).user) return
              const user = byAdmin ? null : made
              await writeOnAccount({ user }, 'account.created', accountOf(made))
            },
          },
        },
      },
    },
  }),
  hooks: {
    before: [
      {
        matcher: ({ path }) => path !== undefined && Object.hasOwn(lines, path),
        handler: createAuthMiddleware(async (context) => {
          const who = await whoIn(context)
          if (!who.user) return
          const sessions = context.path.endsWith('sessions') ? await countOthers(who) : 0
          remembered.set(context.context, { who, account: accountOf(who.user), sessions })
        }),
      },
    ],
    after: [
      {
        matcher: ({ path }) => path !== undefined && Object.hasOwn(lines, path),
        handler: createAuthMiddleware(async (context) => {
          const before = remembered.get(context.context)
          if (!before || isAPIError(context.context.returned)) return
          const line = lines[context.path]?.(context, before)
          if (line) await writeOnAccount(before.who, line.action, line.details)
        }),
      },
      {
        matcher: () => true,
        handler: createAuthMiddleware(async (context) => {
          const { newSession, session: here } = context.context
          if (!newSession || newSession.session.impersonatedBy || goesOn.has(context.path)) return
          // Where somebody is signed in, a second step changes what guards their account.
          if (here && context.path.startsWith('/two-factor/')) return
          const who = await whoOf(newSession)
          await writeOnAccount(who, 'account.signed_in', accountOf(newSession.user))
        }),
      },
    ],
  },
} satisfies BetterAuthPlugin

async function countOthers({ user, session: here }: Who): Promise<number> {
  if (!user || !here) return 0
  return unitDatabase.$count(
    session,
    and(eq(session.userId, user.id), ne(session.id, here.id), gt(session.expiresAt, new Date())),
  )
}
