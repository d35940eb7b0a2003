import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useCallback, useState, useSyncExternalStore } from 'react'
import { sessionQuery } from '~/auth/session.queries'
import type { Seen } from './look'

const LookBar = lazy(() => import('./look-bar').then(({ LookBar }) => ({ default: LookBar })))

/**
 * Says, above every page, whose eyes an operator looks through. It knows what the page knows of the session, and asks
 * for nothing: whoever does not look pays nothing for it.
 */
export function LookBanner() {
  const session = useKnownSession()
  const [last, setLast] = useState<Seen | null>(null)
  const now = session?.look ? { person: session.user, look: session.look } : null
  if (now && now.look !== last?.look) setLast(now)
  // Over by itself: the page stays, and with it what was typed.
  const seen = now ?? (session === null ? last : null)
  if (!seen) return null
  return (
    <Suspense>
      <LookBar person={seen.person} look={seen.look} over={!now} />
    </Suspense>
  )
}

/** As it stands in the memory of this tab; undefined where nobody has asked. */
function useKnownSession() {
  const queryClient = useQueryClient()
  const subscribe = useCallback(
    (listener: () => void) => queryClient.getQueryCache().subscribe(listener),
    [queryClient],
  )
  const known = () => queryClient.getQueryData(sessionQuery.queryKey)
  return useSyncExternalStore(subscribe, known, known)
}
