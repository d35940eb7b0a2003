import type { GenericEndpointContext } from 'better-auth'

/** Whether a path is a way in on which whoever reads an address's letters proves that it is theirs. */
export const isByLetter = (path: string | undefined) =>
  path === '/magic-link/verify' || path === '/sign-in/email-otp'

/**
 * Somebody proved by letter that an address is theirs, and it had never been confirmed: better-auth takes the
 * password away, which anybody may have chosen. The answer says so in the header `x-password-removed`.
 */
export async function tellOfRemovedPassword(
  account: { providerId: string },
  context: GenericEndpointContext | null,
): Promise<void> {
  if (account.providerId !== 'credential' || !context) return
  if (isByLetter(context.path)) context.setHeader('x-password-removed', '1')
}
