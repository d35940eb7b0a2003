import type { GenericEndpointContext } from 'better-auth'
import { getSessionFromCtx, isAPIError } from 'better-auth/api'
import { lookUpMembership } from '~/auth/membership.server'
import { unitDatabase } from '~/auth/unit.server'
import { lookOver, onlyLooking, onlyThem } from './impersonation-gate.server'
import { findImpersonation, wasBegun } from './impersonation-lookup.server'
import { recordLook, recordRefusal } from './impersonation-record.server'
import { forgetOwn, stopLooking } from './look-end.server'
import { isNeverPath } from './never'

/** What is sent like a change and changes nothing. */
const harmless = new Set([
  '/sign-out',
  '/organization/has-permission',
  '/organization/check-slug',
  '/is-username-available',
])

/** What says nothing of anybody, or is what our own gates ask, which write down what is seen. */
const unseen = new Set(['/get-session', '/ok', '/error'])

type Looking = { impersonatedBy?: string | null }

/**
 * What every endpoint of better-auth asks of whoever looks through somebody's eyes: the same as our gates do. Calls
 * of our own server stand behind a gate already.
 * @returns the answer where better-auth has none
 * @throws Refusal forbidden
 */
export async function keepLooks(context: GenericEndpointContext) {
  const { path, request, body } = context
  if (path === '/admin/stop-impersonating') return stopLooking(context)
  if (!request || unseen.has(path)) return undefined
  const here = await getSessionFromCtx<object, Looking>(context)
  if (!here?.session.impersonatedBy) return undefined
  const { user, session } = here
  const impersonation = await findImpersonation(session.id)
  if (!impersonation) throw lookOver
  const membership = await membershipIn(context, user.id)
  const { organization = null, member } = membership ?? {}
  const looking = { user, session, impersonation, organization, member }
  const never = isNeverPath(path, body)
  if (!never && request.method === 'GET') {
    await recordLook(looking, path)
    return undefined
  }
  if (!never && (impersonation.changes || harmless.has(path))) return undefined
  await recordRefusal(looking, path)
  throw never ? onlyThem : onlyLooking(impersonation)
}

/**
 * A look is no signing in: no plugin takes it for one, remembers its browser or counts it among the accounts of this
 * browser. One that is over is nobody's session, whoever still has its cookie.
 * @returns the answer in place of better-auth's
 */
export async function finishLooks(context: GenericEndpointContext) {
  const { path } = context
  const returned: unknown = 'returned' in context.context ? context.context.returned : undefined
  if (isAPIError(returned)) return undefined
  if (path === '/admin/impersonate-user' || path === '/admin/stop-impersonating') {
    context.context.setNewSession(null)
  }
  if (path === '/sign-out') forgetOwn(context)
  if (path !== '/get-session') return undefined
  const { session }: { session?: Looking & { id: string; token: string } } = Object(returned)
  if (!session?.impersonatedBy || (await findImpersonation(session.id))) return undefined
  // Its end is written down. One that was never begun here had none.
  if (await wasBegun(session.id)) await context.context.internalAdapter.deleteSession(session.token)
  return context.json(null)
}

/** The organization that the call names, where the person is a member of it. */
async function membershipIn({ body, query }: GenericEndpointContext, userId: string) {
  const named: Record<string, unknown> = { ...Object(query), ...Object(body) }
  const id = named.organizationId ?? named.referenceId
  return typeof id === 'string' ? lookUpMembership(unitDatabase, userId, { id }) : null
}
