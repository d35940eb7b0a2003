import { queryOptions } from '@tanstack/react-query'
import {
  findDemand,
  getMembership,
  listMyInvitations,
  listOrganizations,
} from './organizations.functions'

export const organizationsQuery = queryOptions({
  queryKey: ['organizations'],
  queryFn: () => listOrganizations(),
})

export const myInvitationsQuery = queryOptions({
  queryKey: ['my-invitations'],
  queryFn: () => listMyInvitations(),
})

export type Invited = Awaited<ReturnType<typeof listMyInvitations>>[number]

export const membershipQuery = (org: string) =>
  queryOptions({
    queryKey: [org, 'membership'],
    queryFn: () => getMembership({ data: { org } }),
  })

/** The organization that keeps me out until I have a second step. */
export const demandQuery = (slug: string) =>
  queryOptions({
    queryKey: ['account', 'demand', slug],
    queryFn: () => findDemand({ data: { slug } }),
  })
