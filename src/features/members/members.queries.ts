import { queryOptions } from '@tanstack/react-query'
import { getInvitation, listInvitations, listMembers } from './members.functions'

export const membersQuery = (org: string) =>
  queryOptions({ queryKey: [org, 'members'], queryFn: () => listMembers({ data: { org } }) })

export const invitationsQuery = (org: string) =>
  queryOptions({
    queryKey: [org, 'invitations'],
    queryFn: () => listInvitations({ data: { org } }),
  })

export const invitationQuery = (id: string) =>
  queryOptions({ queryKey: ['invitation', id], queryFn: () => getInvitation({ data: { id } }) })
