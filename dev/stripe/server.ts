import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Answering = (asked: Request) => Promise<Response>

/**
 * Serves on this machine only.
 * @param port 0 for any that is free
 */
export async function serve(
  port: number,
  answer: Answering,
): Promise<{ port: number; stop(): Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    void pass(incoming, outgoing, answer)
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: portOf(server.address()),
    async stop() {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function pass(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  answer: Answering,
): Promise<void> {
  try {
    const given = await answer(await requestOf(incoming))
    outgoing.writeHead(given.status, Object.fromEntries(given.headers))
    outgoing.end(Buffer.from(await given.arrayBuffer()))
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
    outgoing.writeHead(500, { 'content-type': 'application/json' })
    outgoing.end(JSON.stringify({ error: { type: 'api_error', message } }))
  }
}

async function requestOf(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
  const { method = 'GET', url = '/', headers } = incoming
  const told = new Headers()
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) told.set(name, String(value))
  }
  const carries = method !== 'GET' && method !== 'HEAD'
  return new Request(new URL(url, `http://${headers.host ?? 'localhost'}`), {
    method,
    headers: told,
    ...(carries && { body: Buffer.concat(chunks) }),
  })
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address === 'object' && address) return address.port
  throw new Error('The server has no port.')
}
