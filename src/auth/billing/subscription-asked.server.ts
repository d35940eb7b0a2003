import type { GenericEndpointContext } from 'better-auth'
import { APIError, getSessionFromCtx } from 'better-auth/api'
import type { Who } from '~/audit/append.server'
import { lookUpMembership, type Membership } from '~/auth/membership.server'
import { keepSecondStep } from '~/auth/organizations/second-step-demand'
import { page } from '~/auth/sign-in/own-pages.server'
import { unitDatabase } from '~/auth/unit.server'
import { whoOf } from '~/auth/who.server'

export type Asked = {
  path: string
  body: Record<string, unknown>
  organization: Membership['organization']
  person: { id: string; name: string; email: string }
  /** The same person as their line names them. */
  who: Who
}

/** What the plugin takes from whoever calls, and the product decides itself. */
const closed = ['seats', 'metadata', 'subscriptionId', 'scheduleAtPeriodEnd', 'locale']

const addresses = ['successUrl', 'cancelUrl', 'returnUrl'] as const

/**
 * Who asks what about which organization's plan. The organization is named as one, never taken from the session and
 * never left out: better-auth would bill the person. Undefined where nobody is signed in, which better-auth says.
 * @throws APIError 400 FIELD_NOT_ALLOWED, ORGANIZATION_REQUIRED, 404 ORGANIZATION_NOT_FOUND, 403 NOT_ALLOWED; Refusal
 */
export async function askedOf(context: GenericEndpointContext): Promise<Asked | undefined> {
  const { path } = context
  const reads = path === '/subscription/list'
  const given: unknown = reads ? context.query : context.body
  const body = isRecord(given) ? given : {}
  for (const field of closed) if (body[field] !== undefined) throw notAllowedHere(field)
  const { customerType, referenceId: id } = body
  if (customerType !== 'organization' || typeof id !== 'string' || !id) {
    throw new APIError('BAD_REQUEST', {
      code: 'ORGANIZATION_REQUIRED',
      message: 'Name the organization.',
    })
  }
  const here = await getSessionFromCtx<{ twoFactorEnabled?: boolean | null }>(context)
  if (!here) return undefined
  const me = await lookUpMembership(unitDatabase, here.user.id, { id })
  if (!me) {
    throw new APIError('NOT_FOUND', {
      code: 'ORGANIZATION_NOT_FOUND',
      message: 'There is no such organization.',
    })
  }
  keepSecondStep(me.organization, here.user)
  if (!me.can({ billing: [reads ? 'read' : 'manage'] })) {
    throw new APIError('FORBIDDEN', { code: 'NOT_ALLOWED', message: 'You are not allowed to.' })
  }
  const who = { ...(await whoOf(here)), role: me.member.role }
  return { path, body, organization: me.organization, person: here.user, who }
}

/**
 * Where Stripe sends people back to: our own pages, as whole addresses; the organization's billing page where none is
 * named.
 * @throws APIError 403 INVALID_REDIRECT
 */
export function ownAddresses({ body, organization }: Asked): Record<string, string> {
  const home = page(`/app/${organization.slug}/billing`)
  return Object.fromEntries(
    addresses.map((name) => {
      const to = within(body[name] ?? home)
      if (to) return [name, to]
      throw new APIError('FORBIDDEN', {
        code: 'INVALID_REDIRECT',
        message: 'Only our own pages can be come back to.',
      })
    }),
  )
}

/** An address within the product, whole, of an address or a path; undefined for every other one. */
export function within(wanted: unknown): string | undefined {
  const own = page('/')
  const url = typeof wanted === 'string' ? URL.parse(wanted, own) : null
  return url?.origin === new URL(own).origin ? url.href : undefined
}

function notAllowedHere(field: string): APIError {
  return new APIError('BAD_REQUEST', {
    code: 'FIELD_NOT_ALLOWED',
    message: `The field "${field}" cannot be set here.`,
  })
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
