import { createServerFn } from '@tanstack/react-start'
import { memberMay, signedIn } from '~/auth/gate'
import * as memberships from '~/auth/memberships.server'

export const listOrganizations = createServerFn({ method: 'GET' })
  .middleware([signedIn])
  .handler(({ context }) => memberships.listOrganizations(context.user.id))

export const listMyInvitations = createServerFn({ method: 'GET' })
  .middleware([signedIn])
  .handler(({ context }) =>
    context.user.emailVerified ? memberships.listOpenInvitations(context.user.email) : [],
  )

/** The organization at this address and my place in it: what the gate itself reads. */
export const getMembership = createServerFn({ method: 'GET' })
  .middleware([memberMay({})])
  .handler(({ context }) => {
    const { organization, member } = context.scope
    return { organization, role: member.role }
  })
