import type { BetterAuthPlugin } from 'better-auth'
import { APIError, createAuthMiddleware } from 'better-auth/api'
import { keepWayIn } from '~/auth/sign-in/ways-in.server'
import { nameShape } from '~/auth/words'
import { enqueue } from '~/jobs/jobs.server'
import { isPicturePlace, providerPictureJob } from './provider-picture.server'

/** Where better-auth puts an address that a provider did not tell: mail to it goes nowhere. */
const nowhere = /@.*\bplaceholder\.invalid$/

/** Of people who are being made, by the request that makes them. */
const pictures = new WeakMap<object, string>()

/** What holds for accounts that providers vouch for. */
export const providerRules = {
  id: 'provider-rules',
  hooks: {
    before: [
      {
        matcher: ({ path }) => path === '/sign-in/social' || path === '/link-social',
        handler: createAuthMiddleware(async ({ body }) => {
          // Providers by OpenID Connect know no `disableIdTokenSignIn`.
          if (body?.idToken !== undefined) {
            throw new APIError('BAD_REQUEST', {
              code: 'ID_TOKEN_NOT_SUPPORTED',
              message: 'Signing in with a token from the browser is not offered.',
            })
          }
        }),
      },
      {
        matcher: ({ path }) => path === '/unlink-account',
        handler: createAuthMiddleware(keepWayIn),
      },
    ],
  },
  init: () => ({
    options: {
      databaseHooks: {
        user: {
          create: {
            before: async (user, context) => {
              if (!context?.path?.startsWith('/callback/')) return
              if (isPicturePlace(user.image)) pictures.set(context, user.image)
              return { data: asOurs(user) }
            },
            after: async ({ id }, context) => {
              const address = context && pictures.get(context)
              if (address) await enqueue(providerPictureJob, { userId: id, address })
            },
          },
        },
        // It would be stored as it is, and signs its owner in elsewhere while it is young. Nobody here reads it.
        account: {
          create: { before: async () => ({ data: { idToken: null } }) },
          update: { before: async () => ({ data: { idToken: null } }) },
        },
      },
    },
  }),
} satisfies BetterAuthPlugin

/**
 * A new person as a provider tells of them, made one of ours: without a name that is none, which they are then asked
 * for, and without a picture from elsewhere, which no page may load: it is fetched, and becomes a file of ours.
 */
function asOurs({ name, email }: { name: string; email: string }) {
  if (nowhere.test(email)) {
    throw new APIError('FORBIDDEN', { code: 'email_not_found', message: 'There is no address.' })
  }
  const spoken = nameShape.safeParse(name.slice(0, 80))
  return { name: spoken.success ? spoken.data : '', image: null }
}
