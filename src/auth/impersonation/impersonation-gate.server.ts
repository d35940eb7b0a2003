import type { Membership } from '~/auth/membership.server'
import type { Permission } from '~/auth/permissions'
import { Refusal } from '~/refusal'
import type { Impersonation } from './impersonation-lookup.server'
import { type Looking, recordLook, recordRefusal } from './impersonation-record.server'
import { isNeverPermission } from './never'

type Asking = Omit<Looking, 'impersonation' | 'organization'> & {
  impersonation: Impersonation | null
}

type Asked = {
  /** The door's name. */
  door: string
  method: 'GET' | 'POST'
  /** Absent where the door is about the account alone. */
  inside?: { membership: Membership; permission: Permission }
}

/**
 * What every gate asks of whoever looks through somebody's eyes. What they see is written down first. They change
 * nothing unless they have stepped up, and never what `never.ts` lists; each attempt is written down.
 * @throws Refusal forbidden
 */
export async function keepLook(session: Asking, { door, method, inside }: Asked): Promise<void> {
  const { user, session: here, impersonation } = session
  if (!impersonation) return
  const looking = {
    user,
    session: here,
    impersonation,
    organization: inside?.membership.organization ?? null,
    ...(inside ? { member: inside.membership.member } : {}),
  }
  if (method === 'GET') return recordLook(looking, door)
  const never = !inside || isNeverPermission(inside.permission)
  if (!never && impersonation.changes) return
  await recordRefusal(looking, door)
  throw never ? onlyThem : onlyLooking(impersonation)
}

export const onlyThem = new Refusal(
  'forbidden',
  'You are signed in as somebody else. Only they can do this.',
)

/** Nothing is changed by whoever has not stepped up. */
export function onlyLooking({ role }: Impersonation): Refusal {
  return new Refusal(
    'forbidden',
    role === 'operator'
      ? 'You are only looking. Allow changes first, at the top of the page.'
      : 'You are only looking. Your role does not allow changes.',
  )
}

export const lookOver = new Refusal(
  'forbidden',
  'Your look through their eyes is over. Nothing more was changed.',
)
