import { createServerFn } from '@tanstack/react-start'
import { memberMay, signedIn } from '~/auth/gate'
import * as memberships from '~/auth/memberships.server'
import { shape } from '~/shape'
import { formerAddress } from './organizations'

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
    const { organization, member, granted } = context.scope
    return { organization, role: member.role, granted }
  })

/** Where the organization moved that had this address before, for its members; null for everybody else. */
export const findNewAddress = createServerFn({ method: 'GET' })
  .middleware([signedIn])
  .validator(shape(formerAddress))
  .handler(({ context, data }) => memberships.findNewSlug(context.user.id, data.slug))
