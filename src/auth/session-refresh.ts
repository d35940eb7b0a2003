import type { QueryClient } from '@tanstack/react-query'
import { authClient } from './auth-client'
import { forgetUnseen } from './forget-unseen'

export type App = { queryClient: QueryClient; router: { invalidate(): Promise<void> } }

/**
 * The one way a tab takes in something new about the person who is signed in: better-auth's store, the query cache
 * and the router follow, so that nobody sees a stale name.
 */
export async function refreshSession({ queryClient, router }: App): Promise<void> {
  // better-auth's own acts do this by themselves; our server functions do not.
  authClient.$store.notify('$sessionSignal')
  // Their name may stand in any list seen before: what no screen shows now is asked for anew.
  forgetUnseen(queryClient)
  await queryClient.invalidateQueries()
  await router.invalidate()
}
