import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'
import {
  createLogger,
  createServer,
  isRunnableDevEnvironment,
  type Logger,
  type Plugin,
  type ViteDevServer,
} from 'vite'
import { portInUse, readEnvFile } from './environment.ts'

/** The development server: Vite, which serves the pages and loads the app's files anew when they change. */
export type Pages = {
  /** Loads a file as the app is loaded, with its aliases and JSX; a changed one anew. */
  load<Module>(file: string): Promise<Module>
  /** Begins to answer. What it returns stops that: nothing new is taken, and what is under way has four seconds. */
  listen(): Promise<{ stop: () => Promise<void> }>
  stop: () => Promise<void>
}

/** PostgreSQL writes there all the time, and so do builds, pictures and tests. */
const notOurs = ['**/.data/**', '**/.look/**', '**/dist/**', '**/tests/**']

type Wanted = { host: string; port: number; hostname: string; plugins: Plugin[] }

export async function openPages({ host, port, hostname, plugins }: Wanted): Promise<Pages> {
  const underWay = new Set<ServerResponse>()
  let stopping = false
  const vite = await createServer({
    clearScreen: false,
    customLogger: calmLogger(),
    server: { host, port, allowedHosts: [hostname], watch: { ignored: notOurs } },
    plugins: [housekeeping(underWay, () => stopping), ...plugins],
  })
  return {
    load: (file) => load(vite, file),
    listen: async () => {
      await vite.listen().catch((error: Error) => {
        throw error.message.includes('already in use') ? new Error(portInUse(port)) : error
      })
      return {
        stop: () => {
          stopping = true
          return takeNothingNew(vite, underWay)
        },
      }
    },
    stop: () => vite.close(),
  }
}

/** What Vite does by itself in its own program, and here must leave to us. */
function housekeeping(underWay: Set<ServerResponse>, stopping: () => boolean): Plugin {
  const ours = process.listeners('SIGTERM')
  return {
    name: 'atrium:housekeeping',
    enforce: 'pre',
    // Also after a change of .env, for which Vite restarts itself.
    config: readEnvFile,
    configureServer({ middlewares }) {
      // Vite's own listener would end the process while the database is still being stopped.
      for (const listener of process.listeners('SIGTERM')) {
        if (!ours.includes(listener)) process.off('SIGTERM', listener)
      }
      middlewares.use((_request: IncomingMessage, response: ServerResponse, next: () => void) => {
        // Stopping: this answer is the connection's last.
        if (stopping()) response.setHeader('connection', 'close')
        underWay.add(response)
        response.once('close', () => underWay.delete(response))
        next()
      })
    },
  }
}

/** Errors, and what was updated or restarted; not that everything is as always. */
function calmLogger(): Logger {
  const logger = createLogger('info', { allowClearScreen: false })
  // Tailwind reads every file, so that its stylesheet changes with each of them.
  const asAlways =
    /connected\.$|optimiz|bundling dependencies|program reload|^hmr update \S*\/styles\.css\S*$/
  return {
    ...logger,
    info: (message, options) => {
      if (!asAlways.test(stripVTControlCharacters(message))) logger.info(message, options)
    },
  }
}

async function load<Module>(vite: ViteDevServer, file: string): Promise<Module> {
  const { ssr } = vite.environments
  if (!ssr || !isRunnableDevEnvironment(ssr)) throw new Error('Vite has no server environment.')
  return ssr.runner.import<Module>(file)
}

async function takeNothingNew({ httpServer }: ViteDevServer, underWay: Set<ServerResponse>) {
  for (const response of underWay) {
    if (!response.headersSent) response.setHeader('connection', 'close')
  }
  httpServer?.close()
  const giveUp = Date.now() + 4_000
  while (underWay.size > 0 && Date.now() < giveUp) await wait(20)
  if (httpServer && 'closeAllConnections' in httpServer) httpServer.closeAllConnections()
}
