import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'

type Wanted = {
  port: number
  /** Where the app listens on this machine. */
  appPort: number
  /** Answers what lies under `/dev`. */
  desk: (incoming: IncomingMessage, response: ServerResponse) => void
}

/** Stands before the built app as a proxy does in production, and answers `/dev` by itself. */
export async function openProxy({
  port,
  appPort,
  desk,
}: Wanted): Promise<{ stop(): Promise<void> }> {
  const server = createServer((incoming, response) => {
    const { url = '/' } = incoming
    if (!/^\/dev(?=[/?]|$)/.test(url)) return forward(incoming, response, appPort)
    incoming.url = url.slice('/dev'.length).replace(/^(?!\/)/, '/')
    desk(incoming, response)
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    async stop() {
      server.close()
      server.closeAllConnections()
    },
  }
}

function forward(incoming: IncomingMessage, response: ServerResponse, port: number): void {
  const { method, url: path, headers, socket } = incoming
  const outgoing = request({
    host: '127.0.0.1',
    port,
    method,
    path,
    // The client's own word for its address is not passed on.
    headers: { ...headers, 'x-forwarded-for': socket.remoteAddress },
  })
  outgoing.once('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
    answer.pipe(response)
  })
  outgoing.once('error', () => {
    if (response.headersSent) response.destroy()
    else response.writeHead(502, { 'content-type': 'text/plain' }).end('The app does not answer.')
  })
  response.once('close', () => outgoing.destroy())
  incoming.pipe(outgoing)
}
