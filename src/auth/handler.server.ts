import { auth } from './auth.server'
import { asUnit } from './unit.server'

/** Paths whose rows and letters are stored together or not at all; sign-up is one by itself. */
const units = new Set(['/api/auth/organization/invite-member', '/api/auth/organization/create'])

/**
 * better-auth's answer to a request under `/api/auth`.
 * An answer of 400 or more to a unit undoes what it wrote.
 */
export async function answer(request: Request): Promise<Response> {
  const isUnit = units.has(new URL(request.url).pathname)
  const response = isUnit ? await answerAsUnit(request) : await auth.handler(request)
  return withRetryAfter(response)
}

class Undone extends Error {
  constructor(readonly response: Response) {
    super('The answer was a refusal.')
  }
}

async function answerAsUnit(request: Request): Promise<Response> {
  try {
    return await asUnit(async () => {
      const response = await auth.handler(request)
      if (response.status >= 400) throw new Undone(response)
      return response
    })
  } catch (error) {
    if (error instanceof Undone) return error.response
    throw error
  }
}

/** better-auth names the standard header X-Retry-After; clients and proxies know Retry-After (RFC 9110, 10.2.3). */
function withRetryAfter(response: Response): Response {
  const seconds = response.headers.get('x-retry-after')
  if (!seconds) return response
  const copy = new Response(response.body, response)
  copy.headers.set('retry-after', seconds)
  return copy
}
