import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { call } from './call.ts'
import { sharedServer } from './ground.ts'

const server = sharedServer()
const path = '/api/auth/sign-in/email'
const large = Buffer.alloc(2 * 1024 * 1024, 'a')
const words = { code: 'TOO_LARGE', message: 'That is more than we can take.' }

describe('a body of more than a megabyte is refused in words', () => {
  test('when it says so itself', async () => {
    const answer = await post({ 'content-length': large.length })
    expect(answer.status).toBe(413)
    expect(JSON.parse(answer.text)).toEqual(words)
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      connection: 'close',
    })
    expect(answer.headers['x-request-id']).toBeDefined()
  })

  test('when it only turns out', async () => {
    const answer = await post({ 'transfer-encoding': 'chunked' })
    expect(answer.status).toBe(413)
    expect(JSON.parse(answer.text)).toEqual(words)
  })

  test.each([
    ['says how much', `content-length: ${8 * large.length}\r\n\r\n`],
    ['does not', `transfer-encoding: chunked\r\n\r\n${(8 * large.length).toString(16)}\r\n`],
  ])('also to a client that writes all before it reads, and %s', async (_what, head) => {
    const { port } = new URL(server().url)
    const socket = connect(Number(port), '127.0.0.1').pause()
    socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\n${head}`)
    for (let part = 0; part < 8; part += 1) {
      if (!socket.write(large)) await once(socket, 'drain')
    }
    const chunks: Buffer[] = []
    for await (const chunk of socket) chunks.push(chunk)
    const answer = Buffer.concat(chunks).toString()
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
    expect(answer).toContain(words.message)
  })

  const post = (headers: Record<string, string | number>) =>
    call(server().url + path, {
      method: 'POST',
      headers: { origin: server().url, ...headers },
      body: large,
    })
})

test('a body of just under a megabyte reaches the app', async () => {
  const { status } = await call(server().url + path, {
    method: 'POST',
    headers: { origin: server().url, 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'nobody@example.com', password: 'a'.repeat(1_000_000) }),
  })
  expect(status).not.toBe(413)
  expect(status).toBeLessThan(500)
})

test('a client that leaves in the middle of its body does the server no harm', async () => {
  const { port } = new URL(server().url)
  const socket = connect(Number(port), '127.0.0.1')
  socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\nhalf`)
  await once(socket, 'connect')
  socket.resetAndDestroy()
  await once(socket, 'close')
  expect((await call(`${server().url}/api/health`)).status).toBe(200)
  expect(server().output()).not.toContain('could not be answered')
})
