import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { useSessionChange } from '~/auth/use-session-change'

/** Answers to invitations; an answer changes where somebody belongs, and with it every page. */
export function useInvitationAnswers() {
  const { refresh } = useSessionChange()
  return {
    async accept(invitationId: string) {
      answered<unknown>(await authClient.organization.acceptInvitation({ invitationId }))
      await refresh()
    },
    async decline(invitationId: string) {
      answered<unknown>(await authClient.organization.rejectInvitation({ invitationId }))
      await refresh()
    },
  }
}
