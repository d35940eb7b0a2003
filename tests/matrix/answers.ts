import server from '~/server'
import { callAuth, doorOf, knock, origin, visit } from '../support/knock'
import type { Ids, Slot } from './ids'

/** What somebody gets: the status, what a person would learn from it, and everything that went over the wire. */
export type Said = { status: number; learned: string; wire: string }

export async function fromDoor(door: unknown, data: unknown, headers?: Headers): Promise<Said> {
  if (data instanceof FormData) return fromForm(doorOf(door).url, data, headers)
  const { status, error, result, body, headers: answered } = await knock(door, data, headers)
  const refusal = error instanceof Error ? { error: error.name, ...error } : error
  // A bug has a number of its own each time.
  const learned = JSON.stringify(refusal ?? result ?? null).replace(/"requestId":"[^"]*"/, '')
  return { status, learned, wire: `${body} ${[...answered].join(' ')}` }
}

/** A door that takes a file is sent a form, as the browser sends it. */
async function fromForm(url: string, form: FormData, headers?: Headers): Promise<Said> {
  const all = new Headers(headers)
  all.set('sec-fetch-site', 'same-origin')
  all.set('x-tsr-serverfn', 'true')
  const request = new Request(origin + url, { method: 'POST', headers: all, body: form })
  const response = await server.fetch(request)
  const learned = await response.text()
  return { status: response.status, learned, wire: `${learned} ${[...response.headers].join(' ')}` }
}

export async function fromPage(path: string, headers?: Headers): Promise<Said> {
  const response = await visit(path, headers)
  const html = await response.text()
  const location = response.headers.get('location') ?? ''
  return {
    status: response.status,
    learned: `${location} ${isHtml(response) ? visible(html) : html}`,
    wire: `${html} ${[...response.headers].join(' ')}`,
  }
}

export async function fromAuth(
  path: string,
  given: { body?: object; headers?: Headers; query?: Record<string, string> },
): Promise<Said> {
  const { status, data, headers } = await callAuth(path, given)
  const learned = `${headers.get('location') ?? ''} ${JSON.stringify(data)}`
  return { status, learned, wire: `${learned} ${[...headers].join(' ')}` }
}

/** The same with every id that was sent replaced by its kind: what is left must not depend on whether it exists. */
export function masked(said: Said, ids: Ids, sent: readonly Slot[]): string {
  const known = sent
    .map((slot): [string, string] => [ids[slot], `‹${slot}›`])
    .sort(([a], [b]) => b.length - a.length)
  // A place in a list is JSON in base64url, and an address may come back in another one.
  let text = said.learned.replace(/WyJ[\w-]{9,}/g, (word) =>
    Buffer.from(word, 'base64url').toString(),
  )
  for (const [word, kind] of known) {
    for (const form of [word, encodeURIComponent(word), capitalized(word)]) {
      text = text.replaceAll(form, kind)
    }
  }
  return `${said.status} ${text.trim()}`
}

const capitalized = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

const isHtml = (response: Response) =>
  response.headers.get('content-type')?.includes('text/html') ?? false

function visible(html: string): string {
  return (
    html
      // How long a look still lasts changes from one answer to the next, and where it is streamed.
      .replace(/<aside[^>]*\bdata-over\b.*?<\/aside>/gs, ' ')
      .replace(/<(script|style|template|svg)\b.*?<\/\1>/gs, ' ')
      .replace(/<[^>]*>/g, ' ')
      .replace(/\b[0-9a-f]{8}-[0-9a-f-]{27}\b/g, '‹number›')
      .replace(/\s+/g, ' ')
  )
}
