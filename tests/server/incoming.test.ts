import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toRequest, trusted } from '../../src/incoming.ts'
import { send } from '../../src/outgoing.ts'

const place = {
  origin: 'https://app.example.com',
  proxies: trusted([]),
  addressHeader: undefined,
}

/** Says what it was asked, as the app would see it. */
const server = createServer((incoming, response) => {
  const work = async () => {
    const { url, headers } = await toRequest(incoming, response, place)
    return new Response(`${url} ${headers.get('host')}`)
  }
  void send(incoming, response, work(), (error) => {
    throw error
  })
})
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
})
afterAll(() => server.close().closeAllConnections())

describe('the app sees its own address', () => {
  test.each([
    ['/sign-in?to=%2Fapp', '/sign-in?to=%2Fapp'],
    ['//elsewhere.example/x', '//elsewhere.example/x'],
    ['http://elsewhere.example/x?y', '/x?y'],
    ['/\\elsewhere.example', '//elsewhere.example'],
    ['/@elsewhere.example/', '/@elsewhere.example/'],
  ])('whoever is asked for as %s', async (target, path) => {
    expect(await asked(target)).toContain(`200 OK ${place.origin}${path} app.example.com`)
  })

  test.each(['elsewhere:.example/', '*', 'http://', 'ftp://elsewhere.example/x'])(
    'and a target like %s is refused in words',
    async (target) => {
      expect(await asked(target)).toMatch(/^400 Bad Request ({"code":"BAD_REQUEST"|$)/)
    },
  )
})

/** The status and the body of the answer to a request for exactly this target. */
async function asked(target: string): Promise<string> {
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const socket = connect(port, '127.0.0.1')
  socket.write(`GET ${target} HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n`)
  const chunks: Buffer[] = []
  for await (const chunk of socket) chunks.push(chunk)
  const [head = '', body = ''] = Buffer.concat(chunks).toString().split('\r\n\r\n')
  return `${head.split('\r\n')[0]?.replace('HTTP/1.1 ', '')} ${body}`
}
