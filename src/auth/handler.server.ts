import { isOwnerless } from '~/db/violations'
import { auth } from './auth.server'
import { endingTurns } from './billing/one-at-a-time.server'
import { ownerless, refused } from './hardening.server'
import { withoutTokens } from './session-tokens.server'
import { asUnit } from './unit.server'

const units = new Set([
  '/api/auth/delete-user',
  '/api/auth/unlink-account',
  '/api/auth/update-user',
  '/api/auth/change-password',
  '/api/auth/sign-out',
  '/api/auth/revoke-sessions',
  '/api/auth/revoke-other-sessions',
  '/api/auth/two-factor/enable',
  '/api/auth/two-factor/disable',
  '/api/auth/two-factor/generate-backup-codes',
  '/api/auth/passkey/update-passkey',
  '/api/auth/passkey/delete-passkey',
])

const unitRooms = ['/api/auth/organization/', '/api/auth/admin/']

/**
 * Organizations are changed in units, and so is what operators do: rows, letter and audit line together or not at all; and with an account
 * everything goes that hangs on it, or nothing. A link that confirms an address is used by one at a time. Sign-up is
 * a unit by itself.
 */
const isUnit = ({ method, url }: Request) => {
  const { pathname } = new URL(url)
  if (method === 'GET') return pathname === '/api/auth/verify-email'
  return (
    method === 'POST' &&
    (unitRooms.some((room) => pathname.startsWith(room)) || units.has(pathname))
  )
}

/**
 * better-auth's answer to a request under `/api/auth`.
 * An answer of 400 or more to a unit undoes what it wrote.
 */
export async function answer(request: Request): Promise<Response> {
  const response = isUnit(request)
    ? await answerAsUnit(request)
    : await endingTurns(() => auth.handler(request))
  return withRetryAfter(await withoutTokens(response))
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
    // Asked when the unit ends: see the trigger `organization_keeps_an_owner`.
    if (isOwnerless(error)) return withoutOwner()
    throw error
  }
}

function withoutOwner(): Response {
  const { statusCode, body } = refused(ownerless)
  return Response.json(body, { status: statusCode })
}

/** better-auth names the standard header X-Retry-After; clients and proxies know Retry-After (RFC 9110, 10.2.3). */
function withRetryAfter(response: Response): Response {
  const seconds = response.headers.get('x-retry-after')
  if (!seconds) return response
  const copy = new Response(response.body, response)
  copy.headers.set('retry-after', seconds)
  return copy
}
