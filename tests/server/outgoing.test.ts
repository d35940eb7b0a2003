import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type Server } from 'node:http'
import { createBrotliDecompress, createGunzip } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { toRequest, trusted } from '../../src/incoming.ts'
import { send } from '../../src/outgoing.ts'
import { call } from './call.ts'

type Report = { error: unknown; requestId: string }

const open: Server[] = []
afterEach(() => {
  for (const server of open.splice(0)) server.close().closeAllConnections()
})

describe('a page that is made bit by bit', () => {
  test.each([
    ['br', createBrotliDecompress],
    ['gzip', createGunzip],
    ['identity', undefined],
  ])('is seen bit by bit, in %s', async (encoding, decoder) => {
    const { stream, write, end } = written()
    const { url } = await serving(() => page(stream))
    write('<h1>first')
    const answer = await get(url, encoding)
    const text = decoder ? answer.pipe(decoder()) : answer
    // The second part is written only when the first has been read.
    expect(await next(text)).toBe('<h1>first')
    write('second</h1>')
    expect(await next(text)).toBe('second</h1>')
    end()
    await once(text.resume(), 'end')
  })

  test('is sent together as far as it lies ready: every piece costs a packet', async () => {
    const { stream, write, end } = written()
    const { url } = await serving(() => page(stream))
    const row = 'row '.repeat(500)
    for (let times = 0; times < 20; times += 1) write(row)
    end()
    const answer = await get(url, 'gzip')
    const sent = Buffer.concat(await answer.toArray()).toString('latin1')
    // What gzip puts at the end of each piece.
    const pieces = sent.split('\x00\x00\xff\xff').length - 1
    expect(pieces).toBeGreaterThan(0)
    expect(pieces).toBeLessThanOrEqual(2)
  })

  test('is cut off where it breaks, and that is reported; the server goes on', async () => {
    const { stream, write, fail } = written()
    const { url, reports } = await serving(() => page(stream))
    write('<h1>first')
    const answer = await get(url)
    await next(answer)
    fail(new Error('The kettle is empty.'))
    await expect(once(answer.resume(), 'end')).rejects.toThrow('aborted')
    expect(reports).toEqual([
      { error: new Error('The kettle is empty.'), requestId: answer.headers['x-request-id'] },
    ])
    expect((await call(`${url}/again`)).status).toBe(200)
  })

  test('is made no further when its reader leaves, and nobody calls that a failure', async () => {
    const { stream, write, left } = written()
    let signal: AbortSignal | undefined
    const { url, reports } = await serving((asked) => {
      signal = asked.signal
      return page(stream)
    })
    write('<h1>first')
    const answer = await get(url)
    await next(answer)
    answer.destroy()
    await left
    expect(signal?.aborted).toBe(true)
    expect(reports).toEqual([])
  })
})

test('work that fails is a plain 500, with an id to quote and no word of what broke', async () => {
  const { url, reports } = await serving(() => {
    throw new Error('secret detail')
  })
  const { status, headers, text } = await call(url)
  expect(status).toBe(500)
  expect(text).toBe('Something went wrong on our side.')
  expect(headers['content-type']).toContain('text/plain')
  expect(reports).toEqual([
    { error: new Error('secret detail'), requestId: headers['x-request-id'] },
  ])
})

test('a body that fails before its first word is a 500 too, without the headers meant for it', async () => {
  const { stream, fail } = written()
  const { url, reports } = await serving(() => page(stream, { 'set-cookie': 'a=1' }))
  const answering = call(url, { headers: { 'accept-encoding': 'br' } })
  fail(new Error('too early'))
  const { status, headers, text } = await answering
  expect({ status, text }).toEqual({ status: 500, text: 'Something went wrong on our side.' })
  expect(headers['set-cookie']).toBeUndefined()
  expect(headers['content-encoding']).toBeUndefined()
  expect(reports).toHaveLength(1)
})

test('several cookies stay several', async () => {
  const headers = new Headers([
    ['set-cookie', 'a=1; Expires=Fri, 20 Nov 2026 20:00:00 GMT'],
    ['set-cookie', 'b=2'],
  ])
  const { url } = await serving(() => new Response('ok', { headers }))
  const answer = await call(url)
  expect(answer.headers['set-cookie']).toEqual(headers.getSetCookie())
})

test.each([
  ['is encoded already', { 'content-encoding': 'br', 'content-type': 'text/html' }, 200],
  ['is a picture', { 'content-type': 'image/png' }, 200],
  [
    'must not be transformed',
    { 'content-type': 'text/html', 'cache-control': 'no-transform' },
    200,
  ],
  ['is empty by nature', { 'content-type': 'text/html' }, 204],
  ['has not changed', { 'content-type': 'text/html' }, 304],
])('nothing is compressed that %s', async (_what, headers, status) => {
  const body = status === 200 ? Buffer.alloc(5_000, 'a') : null
  const { url } = await serving(() => new Response(body, { status, headers: { ...headers } }))
  const answer = await get(url, 'br')
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk)
  expect(answer.statusCode).toBe(status)
  expect(Buffer.concat(chunks)).toEqual(body ?? Buffer.alloc(0))
})

test('what varies already also varies by encoding', async () => {
  const { url } = await serving(() =>
    Response.json('a'.repeat(2_000), { headers: { vary: 'Cookie' } }),
  )
  const { headers, text } = await call(url, { headers: { 'accept-encoding': 'gzip' } })
  expect(headers).toMatchObject({ vary: 'Cookie, Accept-Encoding', 'content-encoding': 'gzip' })
  expect(JSON.parse(text)).toHaveLength(2_000)
})

/** A server that answers with `work`, or with a word under /again. */
async function serving(work: (asked: Request) => Response) {
  const reports: Report[] = []
  const place = { origin: 'http://localhost', proxies: trusted([]), addressHeader: undefined }
  const server = createServer((incoming, response) => {
    const answer = async () => {
      const asked = await toRequest(incoming, response, place)
      return asked.url.endsWith('/again') ? new Response('well') : work(asked)
    }
    void send(incoming, response, answer(), (error, requestId) =>
      reports.push({ error, requestId }),
    )
  }).listen(0, '127.0.0.1')
  open.push(server)
  await once(server, 'listening')
  const address = server.address()
  return { url: `http://127.0.0.1:${typeof address === 'object' && address?.port}`, reports }
}

/** A stream that a test writes by hand. */
function written() {
  const { promise: left, resolve: leave } = Promise.withResolvers<void>()
  let control: ReadableStreamDefaultController<Uint8Array> | undefined
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      control = controller
    },
    cancel: () => leave(),
  })
  return {
    stream,
    left,
    write: (text: string) => control?.enqueue(Buffer.from(text)),
    end: () => control?.close(),
    fail: (error: Error) => control?.error(error),
  }
}

function page(stream: ReadableStream, headers: Record<string, string> = {}): Response {
  return new Response(stream, { headers: { 'content-type': 'text/html', ...headers } })
}

async function get(url: string, encoding = 'identity'): Promise<IncomingMessage> {
  const outgoing = request(url, { headers: { 'accept-encoding': encoding }, agent: false }).end()
  const [answer] = await once(outgoing, 'response')
  return answer
}

async function next(stream: NodeJS.ReadableStream): Promise<string> {
  const heard = once(stream, 'data')
  stream.resume()
  const [chunk] = await heard
  stream.pause()
  return String(chunk)
}
