import { existsSync, readdirSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { fileURLToPath } from 'node:url'
import { toRequest, trusted } from './incoming.ts'
import { send } from './outgoing.ts'
import { staticFiles } from './static-files.ts'

type App = typeof import('./server')

const dist = new URL('../dist/', import.meta.url)

/** Milliseconds that requests under way, and then the app's own work, are given to finish. */
const grace = { requests: 10_000, all: 25_000 }

// React is not part of the build, and without this word it would be its development self.
process.env.NODE_ENV ||= 'production'

try {
  await serve()
} catch (error) {
  const inWords = error instanceof Error && error.name === 'Misconfigured'
  console.error(inWords ? error.message : error)
  process.exit(1)
}

async function serve(): Promise<void> {
  const app = await load()
  const server = createServer({
    // A request says what it wants within ten seconds and has arrived within thirty.
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    connectionsCheckingInterval: 5_000,
    // Longer than a load balancer's minute, lest it send a request down a connection that just closed.
    keepAliveTimeout: 65_000,
  })
  stopWhenAsked(server, app)
  server.on('request', listener(server, app))
  await app.start()
  await listen(server, app)
  console.log(`Listening on ${app.place.origin} (${app.place.host}:${app.place.port})`)
}

/** Loads the whole build, not only its entry: a new build in the folder must not mix with the one being served. */
async function load(): Promise<App> {
  const entry = new URL('server/server.js', dist)
  if (!existsSync(entry)) {
    throw misconfigured('There is no build to serve yet: npm run build makes it.')
  }
  const app: App = await import(entry.href)
  const assets = new URL('server/assets/', dist)
  const chunks = readdirSync(assets).filter((name) => name.endsWith('.js'))
  await Promise.all(chunks.map((name) => import(new URL(name, assets).href)))
  return app
}

async function listen(server: Server, { place, stop }: App): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(place.port, place.host, resolve)
    })
  } catch (error) {
    await stop()
    throw misconfigured(whyNot(error, place))
  }
}

function whyNot(error: unknown, { host, port }: App['place']): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') {
    return `Port ${port} on ${host} is in use: stop what listens there, or choose another PORT.`
  }
  if (code === 'EADDRNOTAVAIL') return `HOST ${host} is not an address of this machine.`
  return `Port ${port} on ${host} cannot be listened on: ${error instanceof Error ? error.message : error}.`
}

function misconfigured(sentence: string): Error {
  return Object.assign(new Error(sentence), { name: 'Misconfigured' })
}

function listener(server: Server, app: App): RequestListener {
  const { origin, proxies, addressHeader } = app.place
  const place = { origin, proxies: trusted(proxies), addressHeader }
  const files = staticFiles(fileURLToPath(new URL('client', dist)))
  return (incoming, response) => {
    // Stopping: this answer is the connection's last.
    if (!server.listening) response.setHeader('connection', 'close')
    const work = async () => {
      const request = await toRequest(incoming, response, place)
      return files(request) ?? app.default.fetch(request)
    }
    void send(incoming, response, work(), (err, requestId) => {
      app.log.error({ err, requestId }, 'a request could not be answered')
    })
  }
}

/** On SIGTERM or SIGINT takes no new requests, finishes those under way, then the app's work, and exits. */
function stopWhenAsked(server: Server, app: App): void {
  let askedAt = 0
  const stop = async () => {
    // npm passes on a Ctrl-C that the terminal has sent to everybody already.
    if (askedAt && Date.now() - askedAt < 250) return
    if (askedAt) process.exit(1)
    askedAt = Date.now()
    if (!server.listening) process.exit(0)
    setTimeout(() => process.exit(1), grace.all).unref()
    setTimeout(() => server.closeAllConnections(), grace.requests).unref()
    setInterval(() => server.closeIdleConnections(), 100).unref()
    await new Promise((resolve) => server.close(resolve))
    await app.stop()
    process.exit(0)
  }
  const stopOrFail = () => {
    stop().catch((err: unknown) => {
      app.log.error({ err }, 'stopping failed')
      process.exit(1)
    })
  }
  process.on('SIGTERM', stopOrFail)
  process.on('SIGINT', stopOrFail)
}
