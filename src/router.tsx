import { MutationCache, QueryCache, QueryClient, type QueryKey } from '@tanstack/react-query'
import { createRouter } from '@tanstack/react-router'
import { setupRouterSsrQueryIntegration } from '@tanstack/react-router-ssr-query'
import { hearOtherTabs } from '~/auth/other-tabs'
import { sessionQuery } from '~/auth/session.queries'
import { membershipQuery } from '~/features/organizations/organizations.queries'
import { requestContext } from '~/observe/request'
import { Refusal } from '~/refusal'
import { NotFound, Trouble } from '~/ui/trouble'
import { routeTree } from './routeTree.gen'

export function getRouter() {
  const queryClient: QueryClient = new QueryClient({
    mutationCache: new MutationCache({ onError: forgetSession }),
    queryCache: new QueryCache({
      onError: (error, { queryKey }) => {
        void noticeSignedOut(error)
        void noticeGone(error, queryKey)
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // The server answers at once: whoever waits for the page decides whether to try again.
        retry: (failures, error) =>
          typeof window !== 'undefined' && !(error instanceof Refusal) && failures < 2,
      },
    },
  })
  const router = createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    ssr: { nonce: requestContext().nonce },
    defaultErrorComponent: Trouble,
    defaultNotFoundComponent: NotFound,
  })
  setupRouterSsrQueryIntegration({ router, queryClient })
  if (typeof window !== 'undefined') hearOtherTabs({ queryClient, router })
  return router

  /** What was typed stays where it is, under the refusal; the next page asks who is signed in. */
  function forgetSession(error: Error) {
    if (error instanceof Refusal && error.code === 'forbidden') {
      queryClient.removeQueries({ queryKey: sessionQuery.queryKey })
    }
  }

  /** A session that ended elsewhere shows as a refusal here: the routes then send the person to sign in. */
  async function noticeSignedOut(error: Error) {
    const refused = error instanceof Refusal && error.code === 'forbidden'
    if (!refused || typeof window === 'undefined') return
    if (!queryClient.getQueryData(sessionQuery.queryKey)) return
    const session = await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 })
    if (!session) await router.invalidate()
  }

  /**
   * An organization that moved to another address, or showed its member out, while they had a page of it open: once
   * something of it is not found, the way to it is asked for anew.
   */
  async function noticeGone(error: Error, [org, noun]: QueryKey) {
    const gone = error instanceof Refusal && error.code === 'not_found'
    if (!gone || typeof window === 'undefined' || typeof org !== 'string') return
    const membership = membershipQuery(org)
    if (!queryClient.getQueryData(membership.queryKey)) return
    if (noun !== membership.queryKey[1]) {
      // Comes here again if it is the organization that is gone.
      await queryClient.prefetchQuery({ ...membership, staleTime: 0 })
      return
    }
    queryClient.removeQueries({ queryKey: membership.queryKey })
    await router.invalidate()
  }
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof getRouter>
  }
}
