import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { authClient } from './auth-client'
import { tellOtherTabs } from './other-tabs'
import { sessionQuery } from './session.queries'
import { refreshSession } from './session-refresh'
import { signOutAccount } from './sign-in/accounts.functions'

/** What a screen does after the session or the person's profile changed, in this tab and in the others. */
export function useSessionChange() {
  const queryClient = useQueryClient()
  const router = useRouter()
  /** Another account of this browser: goes where it wants to go, with nothing of the last person in memory. */
  const become = async (href = '/app') => {
    queryClient.clear()
    router.clearCache()
    const stays = router.latestLocation.href === href
    await router.navigate({ href, replace: true })
    // Another page was loaded for the new person by going there.
    if (stays) await router.invalidate()
    authClient.$store.notify('$sessionSignal')
    tellOtherTabs('replaced')
  }
  return {
    /** The same person, with something new about them. */
    async refresh() {
      await refreshSession({ queryClient, router })
      tellOtherTabs('changed')
    },
    /** Somebody else, or nobody: nothing of the last person stays in memory. */
    async replace() {
      queryClient.clear()
      await router.invalidate()
      tellOtherTabs('replaced')
    },
    become,
    /**
     * Signs out of this account, or of every one in this browser. The next account takes its place; where there is
     * none, goes to the sign-in page with nothing of the last person in memory or in the address.
     */
    async leave({ everywhere = false } = {}) {
      const session = queryClient.getQueryData(sessionQuery.queryKey)
      if (session && !everywhere) {
        const next = await signOutAccount({ data: { userId: session.user.id } })
        if (next) return become()
      } else {
        await authClient.signOut()
      }
      queryClient.clear()
      router.clearCache()
      // The sign-in page sends away whoever it believes to be signed in.
      queryClient.setQueryData(sessionQuery.queryKey, null)
      await router.navigate({ to: '/sign-in' })
      tellOtherTabs('replaced')
    },
  }
}
