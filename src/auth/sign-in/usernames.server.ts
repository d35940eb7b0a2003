import type { GenericEndpointContext } from 'better-auth'
import { createAuthMiddleware } from 'better-auth/api'
import { username } from 'better-auth/plugins'
import { and, eq } from 'drizzle-orm'
import { unitDatabase } from '~/auth/unit.server'
import { passwordLength } from '~/auth/words'
import { account, user } from '~/db/schema'

const plugin = username()

/** A name to sign in with instead of the address, which costs one hash for everybody. */
export const usernames = {
  ...plugin,
  hooks: {
    ...plugin.hooks,
    before: [
      ...plugin.hooks.before,
      {
        matcher: ({ path }: { path?: string }) => path === '/sign-in/username',
        handler: createAuthMiddleware(hashForNothing),
      },
    ],
  },
}

/**
 * better-auth hashes what was typed for a name that nobody has, and compares it for one with a password. For somebody
 * without a password it answers at once: time would tell.
 */
async function hashForNothing({ body, context }: GenericEndpointContext): Promise<void> {
  const name: unknown = body?.username
  const secret: unknown = body?.password
  if (typeof name !== 'string' || typeof secret !== 'string') return
  // Of one that is too long it makes no hash for anybody.
  if (secret === '' || secret.length > passwordLength.max) return
  const hasPassword = and(eq(account.userId, user.id), eq(account.providerId, 'credential'))
  const [found] = await unitDatabase
    .select({ password: account.password })
    .from(user)
    .leftJoin(account, hasPassword)
    .where(eq(user.username, name.toLowerCase()))
  if (found && !found.password) await context.password.hash(secret)
}
