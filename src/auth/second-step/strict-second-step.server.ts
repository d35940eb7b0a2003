import type { GenericEndpointContext, HookEndpointContext } from 'better-auth'
import { createAuthMiddleware, isAPIError } from 'better-auth/api'
import type { twoFactor } from 'better-auth/plugins'
import { findDevice } from '~/auth/account/devices.server'
import { verifiedItsUser } from '~/auth/passkeys/passkeys.server'
import { page } from '~/auth/sign-in/own-pages.server'
import { ownPath } from '~/auth/sign-in/redirect'

/**
 * What may set a session in a browser without asking for the second step, and why. Whatever else begins one asks,
 * whichever plugin it comes from.
 */
export const unasked: Record<string, string> = {
  '/two-factor/verify-totp': 'it is the second step',
  '/two-factor/verify-otp': 'it is the second step',
  '/two-factor/verify-backup-code': 'it is the second step',
  '/two-factor/enable': 'the new session takes the place of the one that asked',
  '/two-factor/disable': 'the new session takes the place of the one that asked',
  '/change-password': 'the new session takes the place of the one that asked',
  '/admin/impersonate-user': 'an operator, who passed their own second step',
  '/admin/stop-impersonating': "the operator's own session, which their browser kept",
  '/multi-session/set-active': 'a session that this browser began and kept',
  '/multi-session/revoke': 'a session that this browser began and kept',
}

/** Where somebody who is asked was going; undefined where the answer is data. */
const asked = new WeakMap<object, { to?: string }>()

type Plugin = ReturnType<typeof twoFactor>

/**
 * better-auth asks for the second step after a password only. With these hooks in place of its own it asks whenever
 * a session begins: what was asked for by a page's own script is answered with `twoFactorRedirect`, and where a
 * browser is under way it is sent to the page of the second step.
 */
export function askingEverywhere({ hooks: { after } }: Plugin) {
  return [
    {
      matcher: () => true,
      handler: createAuthMiddleware((context) => decide(context, context.context.returned)),
    },
    ...after.map(({ handler }) => ({
      matcher: ({ context }: HookEndpointContext) => asked.has(context),
      handler,
    })),
    {
      matcher: ({ context }: HookEndpointContext) => asked.get(context)?.to !== undefined,
      handler: createAuthMiddleware(async (context) => {
        const to = ownPath(asked.get(context.context)?.to)
        throw context.redirect(page('/two-factor', to === '/app' ? {} : { redirect: to }))
      }),
    },
  ]
}

async function decide(context: GenericEndpointContext, returned: unknown): Promise<void> {
  const begun = context.context.newSession
  if (!begun?.user.twoFactorEnabled || Object.hasOwn(unasked, context.path)) return
  const { authCookies, secret } = context.context
  const held = await context.getSignedCookie(authCookies.sessionToken.name, secret)
  // Not a new one: something about it was written anew.
  if (held === begun.session.token) return
  // Something held, and somebody whom the device knows by a PIN, a face or a finger: two factors.
  const isPasskey = context.path === '/passkey/verify-authentication'
  if (isPasskey && verifiedItsUser(context.body?.response)) return
  const device = await findDevice(context, begun.user.id)
  if (device?.trustedUntil && device.trustedUntil > new Date()) return
  asked.set(context.context, { to: isAPIError(returned) ? destination(returned) : undefined })
}

/** Within our own pages: an address elsewhere is forgotten. */
function destination({ headers }: { headers?: HeadersInit }): string {
  const address = new URL(new Headers(headers).get('location') ?? '', page('/app'))
  return address.origin === new URL(page('/')).origin
    ? address.pathname + address.search + address.hash
    : '/app'
}
