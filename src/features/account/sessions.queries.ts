import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { useSessionChange } from '~/auth/use-session-change'
import { endSession, listMySessions } from './sessions.functions'

export const sessionsQuery = queryOptions({
  queryKey: ['account', 'sessions'],
  queryFn: () => listMySessions(),
})

/** Ends sessions; the list shows at once what is left. */
export function useSessionActs() {
  const queryClient = useQueryClient()
  const change = useSessionChange()
  const refresh = () => queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey })
  return {
    async end(id: string) {
      try {
        await endSession({ data: { id } })
      } finally {
        await refresh()
      }
    },
    async endOthers() {
      answered(await authClient.revokeOtherSessions())
      await refresh()
    },
    async endAll() {
      answered(await authClient.revokeSessions())
      await change.leave()
    },
  }
}
