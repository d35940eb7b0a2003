import { createServerFn } from '@tanstack/react-start'
import { anyone, memberMay, memberMayOutside } from '~/auth/gate'
import { clearExpired } from '~/auth/organizations/invitation-rules.server'
import { nextInvoiceWith } from '~/billing/seat-preview.server'
import { shape } from '~/shape'
import * as invitations from './invitations.server'
import { invitationInput, membersInput, titleInput } from './members'
import * as members from './members.server'
import * as waysIn from './ways-in.server'

export const listMembers = createServerFn({ method: 'GET' })
  .middleware([memberMay({ member: ['read'] })])
  .validator(shape(membersInput))
  .handler(({ context, data }) => members.list(context.scope, data))

/** One's own, so there is nothing to be permitted but to be here. */
export const setTitle = createServerFn({ method: 'POST' })
  .middleware([memberMay({})])
  .validator(shape(titleInput))
  .handler(({ context, data }) => members.setTitle(context.scope, data))

export const listWaysIn = createServerFn({ method: 'GET' })
  .middleware([memberMay({ invitation: ['read'] })])
  .handler(({ context }) => waysIn.list(context.scope))

/** What one more member costs, for those who invite and may know it; null where nobody pays by the member. */
export const previewSeat = createServerFn({ method: 'GET' })
  .middleware([memberMayOutside({ invitation: ['create'], billing: ['read'] })])
  .handler(({ context: { scope } }) => nextInvoiceWith(scope, (scope.standing.seats ?? 0) + 1))

export const clearExpiredInvitations = createServerFn({ method: 'POST' })
  .middleware([memberMayOutside({ invitation: ['cancel'] })])
  .handler(({ context }) => clearExpired(context.scope))

export const getInvitation = createServerFn({ method: 'GET' })
  .middleware([anyone('only the letter and the organization know the id')])
  .validator(shape(invitationInput))
  .handler(({ data }) => invitations.get(data.id))
