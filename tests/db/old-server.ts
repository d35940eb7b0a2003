import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

/**
 * Speaks just enough of PostgreSQL's protocol to let anybody in and to answer every question with its version:
 * no test machine keeps an old PostgreSQL around.
 */
export async function oldServer(
  version: number,
): Promise<{ url: string; port: number; close(): void }> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.once('data', () => {
      socket.write(Buffer.concat([letIn, ready]))
      socket.on('data', (asked) => {
        if (asked.at(0) === 'X'.charCodeAt(0)) socket.end()
        else socket.write(Buffer.concat([description, row(String(version)), complete, ready]))
      })
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    port,
    url: `postgres://owner@127.0.0.1:${port}/atrium`,
    close: () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

const int16 = (value: number) => Buffer.from([value >> 8, value & 255])
const int32 = (value: number) =>
  Buffer.from([value >> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255])
const text = (value: string) => Buffer.from(`${value}\0`)

function message(kind: string, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  return Buffer.concat([Buffer.from(kind), int32(body.length + 4), body])
}

const int4 = 23
const letIn = message('R', int32(0))
const ready = message('Z', Buffer.from('I'))
const complete = message('C', text('SELECT 1'))
const description = message(
  'T',
  int16(1),
  text('version'),
  int32(0),
  int16(0),
  int32(int4),
  int16(4),
  int32(-1),
  int16(0),
)
const row = (value: string) => message('D', int16(1), int32(value.length), Buffer.from(value))
