import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useServerFn } from '@tanstack/react-start'
import { forgetUnseen } from '~/auth/forget-unseen'
import {
  addDomain,
  createJoinLink,
  getJoinLink,
  joinByDomain,
  joinByLink,
  listDomainOffers,
  removeDomain,
  removeJoinLink,
  verifyDomain,
} from './joining.functions'
import { waysInQuery } from './members.queries'

export const joinLinkQuery = (token: string) =>
  queryOptions({ queryKey: ['join-link', token], queryFn: () => getJoinLink({ data: { token } }) })

export const domainOffersQuery = queryOptions({
  queryKey: ['domain-offers'],
  queryFn: () => listDomainOffers(),
})

/** The two ways of joining without an invitation; both end inside. */
export function useJoining() {
  const onSuccess = useArrival()
  return {
    byLink: useMutation({ mutationFn: useServerFn(joinByLink), onSuccess }),
    byDomain: useMutation({ mutationFn: useServerFn(joinByDomain), onSuccess }),
  }
}

/** Goes where somebody has arrived: to their team where there is one, else to the organization. */
export function useArrival() {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  return async ({ slug, teamId }: { slug: string; teamId?: string | null }) => {
    // What no screen shows now is asked anew on the way; what this one shows must not change before it is left.
    forgetUnseen(queryClient)
    await navigate({ href: teamId ? `/app/${slug}/teams/${teamId}` : `/app/${slug}` })
    await queryClient.invalidateQueries()
  }
}

/** What an organization does about the ways in that are no letters. */
export function useWaysInActs(org: string) {
  const queryClient = useQueryClient()
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: waysInQuery(org).queryKey })
  return {
    createLink: useMutation({ mutationFn: useServerFn(createJoinLink), onSuccess }),
    removeLink: useMutation({ mutationFn: useServerFn(removeJoinLink), onSuccess }),
    addDomain: useMutation({ mutationFn: useServerFn(addDomain), onSuccess }),
    verifyDomain: useMutation({ mutationFn: useServerFn(verifyDomain), onSuccess }),
    removeDomain: useMutation({ mutationFn: useServerFn(removeDomain), onSuccess }),
  }
}
