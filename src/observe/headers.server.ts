import { randomBytes, randomUUID } from 'node:crypto'
import { env } from '~/env.server'
import { log } from './log.server'

/**
 * What a request is known by while it is worked, and what its response gets at the end: the request id, the
 * security headers and one line in the log (the path without its query, where tokens travel).
 */
export function guarded(request: Request) {
  const nonce = randomBytes(16).toString('base64')
  const requestId = randomUUID()
  const began = performance.now()
  const { pathname, protocol } = new URL(request.url)

  const finish = (response: Response) => {
    const { headers, status } = response
    headers.set('x-request-id', requestId)
    headers.set('x-content-type-options', 'nosniff')
    headers.set('referrer-policy', 'strict-origin-when-cross-origin')
    headers.set('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=()')
    headers.set('cross-origin-opener-policy', 'same-origin')
    headers.set('x-frame-options', 'DENY')
    if (protocol === 'https:') {
      headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains')
    }
    const html = headers.get('content-type')?.includes('text/html') ?? false
    // In development Vite puts scripts of its own into the page.
    if (html && env.mode === 'production') headers.set('content-security-policy', policy(nonce))
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
    const ms = Math.round(performance.now() - began)
    log.info({ requestId, method: request.method, path: spoken(pathname), status, ms }, 'request')
  }
  const address = request.headers.get('x-client-ip') ?? undefined
  const userAgent = request.headers.get('user-agent') ?? undefined
  return { context: { nonce, requestId, address, userAgent }, finish }
}

function policy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** A path as the log may have it: a door by its name, and better-auth's own reset link without its token. */
function spoken(path: string): string {
  const door = path.match(/^\/_serverFn\/([\w-]+)$/)?.[1]
  if (door) return `/_serverFn/${nameOf(door)}`
  return path.replace(/(\/reset-password\/).+/, '$1…')
}

/** A build names doors in the address itself; development packs file and name into base64. */
function nameOf(door: string): string {
  try {
    const { export: name } = JSON.parse(Buffer.from(door, 'base64url').toString())
    return String(name).replace('_createServerFn_handler', '')
  } catch {
    return door
  }
}
