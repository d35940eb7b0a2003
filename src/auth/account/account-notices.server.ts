import type { BetterAuthPlugin, GenericEndpointContext } from 'better-auth'
import { createAuthMiddleware, isAPIError } from 'better-auth/api'
import { providerName } from '~/auth/providers/linked-accounts.server'
import { unitUnderWay } from '~/auth/unit.server'
import { send } from '~/email/send.server'
import { accountOf, writeOnAccount } from './account-lines.server'
import { type Notice, tellOwner } from './notices.server'

type Person = { id: string; name: string; email: string }

/** What the owner of the account is told after better-auth's acts, by path. */
const notices: Record<string, (context: GenericEndpointContext) => Notice | undefined> = {
  '/change-password': () => 'password-changed',
  '/two-factor/enable': ({ body }) => (body?.method === 'otp' ? 'two-step-on' : undefined),
  // It confirms a new authenticator, or is the second step of signing in, where nobody is signed in yet.
  '/two-factor/verify-totp': ({ context }) =>
    context.session && !context.session.user.twoFactorEnabled && context.newSession
      ? 'two-step-on'
      : undefined,
  '/two-factor/disable': () => 'two-step-off',
  '/passkey/verify-registration': () => 'passkey-added',
  '/passkey/delete-passkey': () => 'passkey-removed',
}

/** Requests that make a person: what is linked to them by the same one is how they came. */
const making = new WeakSet<object>()

/** A letter for each thing that the owner of an account must know, when better-auth has done it. */
export const accountNotices = {
  id: 'account-notices',
  init: () => ({
    options: {
      databaseHooks: {
        user: {
          create: {
            after: async (_person, context) => {
              if (context) making.add(context)
            },
          },
        },
        account: {
          create: {
            after: async (linked, context) => {
              if (!context?.path?.startsWith('/callback/') || making.has(context)) return
              await tellOfLink(context, 'account-linked', linked)
            },
          },
          delete: {
            after: async (unlinked, context) => {
              if (context?.path !== '/unlink-account') return
              await tellOfLink(context, 'account-unlinked', unlinked)
            },
          },
        },
      },
    },
  }),
  hooks: {
    after: [
      {
        matcher: ({ path }) => path !== undefined && Object.hasOwn(notices, path),
        handler: createAuthMiddleware(async (context) => {
          const { returned, session } = context.context
          if (isAPIError(returned) || !session) return
          const what = notices[context.path]?.(context)
          if (what) await tellOwner(session.user, what, undoing(what, returned))
        }),
      },
    ],
  },
} satisfies BetterAuthPlugin

type Linked = { id: string; userId: string; providerId: string }

async function tellOfLink(
  { context }: GenericEndpointContext,
  what: 'account-linked' | 'account-unlinked',
  { id, userId, providerId }: Linked,
): Promise<void> {
  const person = await context.internalAdapter.findUserById(userId)
  if (!person) return
  const account = accountOf(person)
  if (providerId === 'credential') {
    await writeOnAccount({ user: person }, 'account.password_changed', account)
    return tellOwner(person, 'password-changed')
  }
  const provider = providerName(providerId)
  const action = what === 'account-linked' ? 'account.linked' : 'account.unlinked'
  await writeOnAccount({ user: person }, action, { ...account, provider })
  const undo = what === 'account-linked' ? { accountId: id } : undefined
  await tellOwner(person, what, { provider, undo })
}

function undoing(what: Notice, returned: unknown) {
  if (what === 'two-step-on') return { undo: { secondStep: true } } as const
  if (what !== 'passkey-added' || !isRecord(returned)) return {}
  return typeof returned.id === 'string' ? { undo: { passkeyId: returned.id } } : {}
}

/**
 * After the address of an account has changed: both the old and the new one are told. Only the old one can take it
 * back.
 */
export async function tellBothAddresses(person: Person, before: string): Promise<void> {
  await tellOwner({ ...person, email: before }, 'email-changed', { undo: { email: before } })
  await tellOwner(person, 'email-changed')
}

/** After an account is gone: the last letter to it. */
export async function sayGoodbye({ name, email }: Person): Promise<void> {
  const props = { name, at: new Date().toISOString() }
  await send({ letter: 'account-deleted', to: email, props }, { tx: unitUnderWay() })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
