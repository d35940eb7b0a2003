import { isNotFound, isRedirect } from '@tanstack/react-router'
import { createCsrfMiddleware, createMiddleware, createStart } from '@tanstack/react-start'
import { setResponseStatus } from '@tanstack/react-start/server'
import { bug, bugAdapter } from '~/observe/bug'
import { guarded } from '~/observe/headers.server'
import { Refusal, refusalAdapter } from '~/refusal'

/** Gives every request an id and a nonce, every response its headers, and the log one line. */
const watched = createMiddleware().server(async ({ next, request, handlerType }) => {
  const { context, finish } = guarded(request)
  try {
    const result = await next({ context })
    // A page that was refused something and leads on leads on: no browser follows a 404.
    if (handlerType === 'router' && isRedirect(result.response)) {
      setResponseStatus(result.response.status)
    }
    finish(result.response)
    return result
  } catch (error) {
    if (isMeant(error) || handlerType === 'serverFn') throw error
    const { requestId } = bug(error)
    const response = new Response(`Something went wrong on our side. Request ${requestId}`, {
      status: 500,
    })
    finish(response)
    return response
  }
})

const csrf = createCsrfMiddleware({ filter: ({ handlerType }) => handlerType === 'serverFn' })

/** A refusal keeps its status and sentence; every other error is a bug, of which only a number leaves the server. */
const honest = createMiddleware({ type: 'function' }).server(async ({ next }) => {
  try {
    return await next()
  } catch (error) {
    if (error instanceof Refusal) setResponseStatus(error.status)
    if (isNotFound(error)) setResponseStatus(404)
    if (isMeant(error)) throw error
    setResponseStatus(500)
    throw bug(error)
  }
})

function isMeant(error: unknown): boolean {
  return (
    error instanceof Refusal || error instanceof Response || isRedirect(error) || isNotFound(error)
  )
}

export const startInstance = createStart(() => ({
  requestMiddleware: [watched, csrf],
  functionMiddleware: [honest],
  serializationAdapters: [refusalAdapter, bugAdapter],
}))
