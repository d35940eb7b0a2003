import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useServerFn } from '@tanstack/react-start'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { invite, type Wanted } from './invite'
import type { MembersAsked } from './members'
import {
  clearExpiredInvitations,
  getInvitation,
  listMembers,
  listWaysIn,
  previewSeat,
  setTitle,
} from './members.functions'

export const membersQuery = (org: string, { q, role, team, sort, page }: MembersAsked = {}) => {
  const asked = { q, role, team, sort, page }
  return queryOptions({
    queryKey: [org, 'members', asked],
    queryFn: () => listMembers({ data: { org, ...asked } }),
    placeholderData: keepPreviousData,
  })
}

export const waysInQuery = (org: string) =>
  queryOptions({ queryKey: [org, 'ways-in'], queryFn: () => listWaysIn({ data: { org } }) })

/** Asked of Stripe, so never before the page is there. */
export const seatQuery = (org: string) =>
  queryOptions({
    queryKey: [org, 'billing', 'seat'],
    queryFn: () => previewSeat({ data: { org } }),
    retry: false,
  })

export const invitationQuery = (id: string) =>
  queryOptions({ queryKey: ['invitation', id], queryFn: () => getInvitation({ data: { id } }) })

/** What one does to members; each act is followed by whatever it changed, wherever it is shown. */
export function useMemberActs(org: string, organizationId: string) {
  const queryClient = useQueryClient()
  const router = useRouter()
  const onSuccess = async () => {
    await queryClient.invalidateQueries({ queryKey: [org] })
    // One's own role may have changed, and with it what every page offers.
    await router.invalidate()
  }
  return {
    changeRole: useMutation({
      mutationFn: async ({ memberId, role }: { memberId: string; role: string }) =>
        answered<unknown>(
          await authClient.organization.updateMemberRole({ memberId, role, organizationId }),
        ),
      onSuccess,
    }),
    remove: useMutation({
      mutationFn: async ({ memberId }: { memberId: string }) =>
        answered<unknown>(
          await authClient.organization.removeMember({
            memberIdOrEmail: memberId,
            organizationId,
          }),
        ),
      onSuccess,
    }),
    setTitle: useMutation({ mutationFn: useServerFn(setTitle), onSuccess }),
  }
}

/** What one does to invitations. A letter sent again is for the same invitation while that is open. */
export function useInvitationActs(org: string, organizationId: string) {
  const queryClient = useQueryClient()
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: waysInQuery(org).queryKey })
  return {
    invite: useMutation({
      mutationFn: (wanted: Wanted) => invite(organizationId, wanted),
      onSuccess,
    }),
    cancel: useMutation({
      mutationFn: async (invitationId: string) =>
        answered<unknown>(await authClient.organization.cancelInvitation({ invitationId })),
      onSuccess,
    }),
    clearExpired: useMutation({ mutationFn: useServerFn(clearExpiredInvitations), onSuccess }),
  }
}
