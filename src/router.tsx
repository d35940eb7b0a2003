import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { createRouter } from '@tanstack/react-router'
import { setupRouterSsrQueryIntegration } from '@tanstack/react-router-ssr-query'
import { sessionQuery } from '~/auth/session.queries'
import { requestContext } from '~/observe/request'
import { Refusal } from '~/refusal'
import { NotFound, Trouble } from '~/ui/trouble'
import { routeTree } from './routeTree.gen'

export function getRouter() {
  const queryClient: QueryClient = new QueryClient({
    mutationCache: new MutationCache({ onError: forgetSession }),
    queryCache: new QueryCache({ onError: (error) => void noticeSignedOut(error) }),
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
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof getRouter>
  }
}
