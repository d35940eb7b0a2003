import { queryOptions } from '@tanstack/react-query'
import { getMembership, listMyInvitations, listOrganizations } from './organizations.functions'

export const organizationsQuery = queryOptions({
  queryKey: ['organizations'],
  queryFn: () => listOrganizations(),
})

export const myInvitationsQuery = queryOptions({
  queryKey: ['my-invitations'],
  queryFn: () => listMyInvitations(),
})

export const membershipQuery = (org: string) =>
  queryOptions({
    queryKey: [org, 'membership'],
    queryFn: () => getMembership({ data: { org } }),
  })
