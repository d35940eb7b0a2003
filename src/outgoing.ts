import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { setImmediate as soon } from 'node:timers/promises'
import { constants, createBrotliCompress, createGzip } from 'node:zlib'
import { NotTaken } from './incoming.ts'

export type Encoding = 'br' | 'gzip'

/** Bytes under which compressing costs more than it saves. */
const tiny = 1024

/** Bytes sent together when they lie ready together: a page is made 2 KB at a time, and every piece costs. */
const piece = 64 * 1024

/** What every answer carries, also those the app never saw; the app's own words win. */
const everywhere = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-frame-options': 'DENY',
}

/**
 * Answers with what `work` comes to: a Response, compressed where that helps, each chunk sent as it comes, so
 * that a streamed page is not held back. Work that fails is a plain 500, or a cut connection where the answer
 * had begun, and is reported with the id the answer carries; a client that has left is no failure. Never throws.
 */
export async function send(
  incoming: IncomingMessage,
  response: ServerResponse,
  work: Promise<Response>,
  report: (error: unknown, requestId: string) => void,
): Promise<void> {
  response.setHeader('x-request-id', randomUUID())
  response.setHeaders(new Map(Object.entries(everywhere)))
  try {
    await write(incoming, response, await work)
  } catch (error) {
    if (error instanceof NotTaken) return refuse(incoming, response, error)
    if (response.destroyed && !response.headersSent) return
    report(error, String(response.getHeader('x-request-id')))
    if (response.headersSent) response.destroy()
    else plain(response, 500, 'text/plain; charset=utf-8', 'Something went wrong on our side.')
  }
}

function refuse(incoming: IncomingMessage, response: ServerResponse, refusal: NotTaken) {
  const { status, code, message } = refusal
  const json = JSON.stringify({ code, message })
  if (incoming.complete) return plain(response, status, 'application/json', json)
  // Hanging up on a client that still writes would lose the answer on its way: hear it out, but not for long.
  response.setHeader('connection', 'close')
  plain(response, status, 'application/json', json, () => {
    const patience = setTimeout(() => response.end(), 2_000)
    response.once('close', () => clearTimeout(patience))
    incoming.once('end', () => response.end()).resume()
  })
}

function plain(
  response: ServerResponse,
  status: number,
  type: string,
  text: string,
  end: () => void = () => response.end(),
) {
  for (const name of response.getHeaderNames()) {
    if (/^(content-|set-cookie$|etag$|vary$)/.test(name)) response.removeHeader(name)
  }
  response.setHeader('cache-control', 'no-store')
  response.setHeader('content-type', type)
  response.setHeader('content-length', Buffer.byteLength(text))
  response.statusCode = status
  response.write(text)
  end()
}

async function write(incoming: IncomingMessage, response: ServerResponse, answer: Response) {
  response.statusCode = answer.status
  response.setHeaders(answer.headers)
  const compressible = isCompressible(answer.headers)
  if (compressible) response.setHeader('vary', varied(answer.headers.get('vary')))
  if (!answer.body || incoming.method === 'HEAD') {
    await answer.body?.cancel()
    response.end()
    return
  }
  const reader = answer.body.getReader()
  response.once('close', () => reader.cancel().catch(() => undefined))
  const start = await gather(reader, tiny)
  if (!start.next) {
    response.end(start.bytes)
    return
  }
  let failure: unknown
  const body = async function* () {
    if (start.bytes.length > 0) yield start.bytes
    try {
      for (let { next } = start; next; ) {
        const read = await next
        if (read.done) return
        const more = await gather(reader, piece)
        yield Buffer.concat([read.value, more.bytes])
        next = more.next
      }
    } catch (error) {
      if (!response.destroyed) failure = error
      throw error
    }
  }
  const encoding = compressible ? accepted(incoming.headers['accept-encoding']) : undefined
  if (encoding) {
    response.removeHeader('content-length')
    response.setHeader('content-encoding', encoding)
    await pipeline(body, encoder(encoding), response).catch(() => undefined)
  } else {
    await pipeline(body, response).catch(() => undefined)
  }
  if (failure) throw failure
}

/** Reads what lies ready, about so many bytes at most; `next` is the read under way unless the body has ended. */
async function gather(reader: ReadableStreamDefaultReader<Uint8Array>, most: number) {
  const chunks: Uint8Array[] = []
  let size = 0
  let next: ReturnType<typeof reader.read> | undefined = reader.read()
  while (next && size < most) {
    const read: Awaited<typeof next> | undefined = await Promise.race([next, soon(undefined)])
    if (!read) break
    if (!read.done) {
      chunks.push(read.value)
      size += read.value.byteLength
    }
    next = read.done ? undefined : reader.read()
  }
  return { bytes: Buffer.concat(chunks), next }
}

function isCompressible(headers: Headers): boolean {
  return (
    /^text\/|[/+](json|javascript|xml)\b|x-tss-framed/.test(headers.get('content-type') ?? '') &&
    !headers.has('content-encoding') &&
    !/no-transform/.test(headers.get('cache-control') ?? '')
  )
}

function varied(vary: string | null): string {
  return vary ? `${vary}, Accept-Encoding` : 'Accept-Encoding'
}

/** The first of these encodings that a client takes, by its Accept-Encoding header. */
export function accepted(
  header: string | string[] | null | undefined,
  encodings: readonly Encoding[] = ['br', 'gzip'],
): Encoding | undefined {
  const taken = String(header)
    .toLowerCase()
    .split(',')
    .filter((entry) => !/;\s*q=0(\.0*)?\s*$/.test(entry))
    .map((entry) => entry.replace(/;.*/, '').trim())
  return encodings.find((encoding) => taken.includes(encoding))
}

/** Flushes after each chunk. Quality 4 is quick enough to do while a page is made; a small window saves memory. */
function encoder(encoding: Encoding) {
  if (encoding === 'gzip') return createGzip({ flush: constants.Z_SYNC_FLUSH })
  const { BROTLI_OPERATION_FLUSH, BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN } = constants
  const params = { [BROTLI_PARAM_QUALITY]: 4, [BROTLI_PARAM_LGWIN]: 18 }
  return createBrotliCompress({ flush: BROTLI_OPERATION_FLUSH, params })
}
