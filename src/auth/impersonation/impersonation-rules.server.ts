import type { GenericEndpointContext } from 'better-auth'
import { getSessionFromCtx } from 'better-auth/api'
import { Refusal } from '~/refusal'

/**
 * What is for the owner of an account alone: how one gets in, where one is in, and its end. Whoever looks through
 * somebody's eyes sees the pages and works in organizations, and changes nothing of this; nor do they buy anything.
 */
const ownersOnly =
  /^\/(change-|set-|update-|delete-|verify-password|revoke-|link-|unlink-|two-factor\/|passkey\/|step-up\/|get-access-token|refresh-token|account-info|send-verification-email|multi-session\/|subscription\/(upgrade|cancel|restore|billing-portal))/

/** @throws Refusal forbidden */
export async function keepOwnersActs(context: GenericEndpointContext): Promise<void> {
  if (!ownersOnly.test(context.path)) return
  const here = await getSessionFromCtx(context)
  if (here?.session.impersonatedBy) {
    throw new Refusal('forbidden', 'You are signed in as somebody else. Only they can do this.')
  }
}
