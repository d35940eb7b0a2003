import { createServerFn } from '@tanstack/react-start'
import { anyone, memberMay } from '~/auth/gate'
import { shape } from '~/shape'
import { invitationInput } from './members'
import * as members from './members.server'

export const listMembers = createServerFn({ method: 'GET' })
  .middleware([memberMay({ member: ['read'] })])
  .handler(({ context }) => members.list(context.scope))

export const listInvitations = createServerFn({ method: 'GET' })
  .middleware([memberMay({ invitation: ['read'] })])
  .handler(({ context }) => members.listInvitations(context.scope))

export const getInvitation = createServerFn({ method: 'GET' })
  .middleware([anyone('only the letter and the organization know the id')])
  .validator(shape(invitationInput))
  .handler(({ data }) => members.getInvitation(data.id))
