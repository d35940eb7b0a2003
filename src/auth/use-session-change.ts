import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { authClient } from './auth-client'

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
  }
}
