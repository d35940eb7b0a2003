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
      await queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey })
      await router.invalidate()
    },
    /** Somebody else, or nobody: nothing of the last person stays in memory. */
    async replace() {
      queryClient.clear()
      await router.invalidate()
    },
  }
}
