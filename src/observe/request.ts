import { createIsomorphicFn, getGlobalStartContext } from '@tanstack/react-start'

export type RequestContext = {
  nonce?: string
  requestId?: string
  /** Of the client in the network, as the server knows it. */
  address?: string
  /** The browser as it calls itself. */
  userAgent?: string
}

/** What is known of the request under way: the CSP nonce, the id that log lines carry, and where it came from. */
export const requestContext = createIsomorphicFn()
  .server((): RequestContext => {
    try {
      const context: RequestContext | undefined = getGlobalStartContext()
      return context ?? {}
    } catch {
      // Start also builds a router outside any request, to resolve a redirect.
      return {}
    }
  })
  .client((): RequestContext => {
    const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')
    return { nonce: meta?.content }
  })
