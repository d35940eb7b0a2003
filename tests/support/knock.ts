import { createDefaultSerovalPlugins, makeSerovalPlugin } from '@tanstack/react-router/ssr/client'
import { fromCrossJSON, toJSONAsync } from 'seroval'
import { bugAdapter } from '~/observe/bug'
import { refusalAdapter } from '~/refusal'
import server from '~/server'

export const origin = 'http://localhost:3000'

/** A server function, as whoever imports it sees it: where it listens, and how. */
export type Door = { url: string; method: string }

export type Answer = {
  status: number
  /** What the door gave, when it opened. */
  result?: unknown
  /** A Refusal or a Bug, when it did not. */
  error?: unknown
  /** The answer as it went over the wire. */
  body: string
  headers: Headers
}

/** Any exported server function as a `Door`; refuses what is none. */
export function doorOf(value: unknown): Door {
  if (typeof value === 'function' && 'url' in value && 'method' in value) {
    return { url: String(value.url), method: String(value.method) }
  }
  throw new Error('This is not a server function.')
}

/** Knocks at a door as the browser does: whole stack, CSRF, gate, shape, rule and the way back. */
export async function knock(
  door: unknown,
  data: unknown,
  headers = new Headers(),
): Promise<Answer> {
  const { url, method } = doorOf(door)
  // A form goes over the wire as one: files come so.
  const form = data instanceof FormData ? data : undefined
  const payload = form ?? JSON.stringify(await toJSONAsync({ data }))
  const get = method === 'GET'
  const all = new Headers(headers)
  all.set('sec-fetch-site', 'same-origin')
  all.set('x-tsr-serverfn', 'true')
  if (!get && !form) all.set('content-type', 'application/json')
  const address = `${origin}${url}${get ? `?payload=${encodeURIComponent(String(payload))}` : ''}`
  const response = await server.fetch(
    new Request(address, { method, headers: all, body: get ? undefined : payload }),
  )
  const body = await response.text()
  return { status: response.status, headers: response.headers, body, ...spoken(response, body) }
}

function spoken(response: Response, body: string): { result?: unknown; error?: unknown } {
  if (!response.headers.has('x-tss-serialized')) return {}
  const plugins = [
    makeSerovalPlugin(refusalAdapter),
    makeSerovalPlugin(bugAdapter),
    ...createDefaultSerovalPlugins(),
  ]
  return fromCrossJSON(JSON.parse(body), { plugins, refs: new Map() })
}

/** Opens a page, or any address of the app, without following redirects. */
export function visit(path: string, headers = new Headers()): Promise<Response> {
  return Promise.resolve(server.fetch(new Request(origin + path, { headers, redirect: 'manual' })))
}

/** Speaks to better-auth as its client does. */
export async function callAuth(
  path: string,
  {
    body,
    headers,
    query,
  }: { body?: object; headers?: Headers; query?: Record<string, string> } = {},
): Promise<{ status: number; data: Record<string, unknown> | null; headers: Headers }> {
  const all = new Headers(headers)
  all.set('origin', origin)
  if (body) all.set('content-type', 'application/json')
  const search = query ? `?${new URLSearchParams(query)}` : ''
  const response = await server.fetch(
    new Request(`${origin}/api/auth${path}${search}`, {
      method: body ? 'POST' : 'GET',
      headers: all,
      body: body && JSON.stringify(body),
      redirect: 'manual',
    }),
  )
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  return {
    status: response.status,
    headers: response.headers,
    data: isJson && text ? JSON.parse(text) : null,
  }
}
