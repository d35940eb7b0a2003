import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { authClient } from './auth-client'
import { sessionQuery } from './session.queries'

/**
 * What a screen does after the session or the person's profile changed: better-auth's store, the query cache and
 * the router follow, so that nobody sees a stale name.
 */
export function useSessionChange() {
  const queryClient = useQueryClient()
  const router = useRouter()
  return {
    /** The same person, with something new about them. */
    async refresh() {
      authClient.$store.notify('$sessionSignal')
      // Their name may stand in any list seen before: what no screen shows now is asked for anew.
      queryClient.removeQueries({ type: 'inactive' })
      await queryClient.invalidateQueries()
      await router.invalidate()
    },
    /** Somebody else, or nobody: nothing of the last person stays in memory. */
    async replace() {
      queryClient.clear()
      await router.invalidate()
    },
    /**
     * Nobody: ends the session and goes to the sign-in page, with nothing of the last person in memory or in the
     * address.
     */
    async leave(search: { redirect?: string; email?: string } = {}) {
      await authClient.signOut()
      // The sign-in page sends away whoever it believes to be signed in.
      queryClient.setQueryData(sessionQuery.queryKey, null)
      await router.navigate({ to: '/sign-in', search })
      queryClient.clear()
    },
  }
}
