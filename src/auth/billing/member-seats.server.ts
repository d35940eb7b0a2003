import type { GenericEndpointContext } from 'better-auth'
import { isAPIError } from 'better-auth/api'
import { unitUnderWay } from '~/auth/unit.server'
import { seatsChanged } from '~/billing/seats.server'

type Fields = Record<string, unknown>

/**
 * Where better-auth makes somebody a member or takes them out, beside `addMember`, which tells its hook: what of the
 * answer names the organization.
 */
const changes: Record<string, (returned: Fields) => unknown> = {
  '/organization/accept-invitation': ({ member }) => fields(member).organizationId,
  '/organization/leave': ({ organizationId }) => organizationId,
  '/organization/remove-member': ({ member }) => fields(member).organizationId,
}

/** After a call that changed who is a member: the seats that are paid for follow, in the same transaction. */
export async function seatsFollow(context: GenericEndpointContext): Promise<void> {
  const returned: unknown = 'returned' in context.context ? context.context.returned : undefined
  const organizationId = isAPIError(returned)
    ? undefined
    : changes[context.path]?.(fields(returned))
  if (typeof organizationId === 'string') await seatsChanged(organizationId, { tx: unitUnderWay() })
}

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
