import { once } from 'node:events'
import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'

export type Answer = {
  status: number
  headers: IncomingHttpHeaders
  /** The body as a person would read it. */
  text: string
  /** The size of the body as it came. */
  bytes: number
}

type Call = { method?: string; headers?: OutgoingHttpHeaders; body?: string | Uint8Array }

/** One request on a connection of its own, with exactly these headers; unlike fetch it hides nothing of the answer. */
export async function call(
  url: string,
  { method = 'GET', headers, body }: Call = {},
): Promise<Answer> {
  const { origin } = new URL(url)
  const outgoing = request(origin, {
    path: url.slice(origin.length),
    method,
    headers,
    agent: false,
  })
  outgoing.end(body)
  const [incoming] = await once(outgoing, 'response')
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  const raw = Buffer.concat(chunks)
  return {
    status: incoming.statusCode,
    headers: incoming.headers,
    text: decoded(raw, incoming.headers['content-encoding']).toString(),
    bytes: raw.length,
  }
}

function decoded(raw: Buffer, encoding: string | undefined): Buffer {
  if (raw.length === 0 || !encoding) return raw
  return encoding === 'br' ? brotliDecompressSync(raw) : gunzipSync(raw)
}
