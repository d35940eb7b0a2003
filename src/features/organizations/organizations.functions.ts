import { createServerFn } from '@tanstack/react-start'
import { memberMay, signedIn } from '~/auth/gate'
import * as memberships from '~/auth/organizations/memberships.server'
import { demandOn } from '~/auth/organizations/second-step-demand'
import * as secondStep from '~/auth/organizations/second-step-demand.server'
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
    const { organization, member, granted, user, standing, readOnly, suspended } = context.scope
    const { twoFactorFrom: _, ...about } = organization
    // The gate lets nobody in once it holds: what is left lies ahead.
    const secondStepBy = demandOn(organization, user) ?? null
    return {
      organization: about,
      role: member.role,
      granted,
      secondStepBy,
      standing,
      readOnly,
      suspended,
    }
  })

/** Where the organization moved that had this address before, for its members; null for everybody else. */
export const findNewAddress = createServerFn({ method: 'GET' })
  .middleware([signedIn])
  .validator(shape(formerAddress))
  .handler(({ context, data }) => memberships.findNewSlug(context.user.id, data.slug))

/** The organization at this address, where it keeps me out until I have a second step; null for everybody else. */
export const findDemand = createServerFn({ method: 'GET' })
  .middleware([signedIn])
  .validator(shape(formerAddress))
  .handler(({ context, data }) => secondStep.findDemand(context.user, data.slug))
