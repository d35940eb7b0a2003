import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningServer, startProduction } from '../../dev/production.ts'

export { build } from '../../dev/build.ts'
export type { RunningServer }

/**
 * Runs the built server as production would, on a free port unless `env` names one, with nothing of this process'
 * environment. Resolves when it listens.
 * @throws Error with its code and its words when it exits instead
 */
export async function startServer(env: Record<string, string>): Promise<RunningServer> {
  const port = env.PORT ?? String(await freePort())
  const files = join(tmpdir(), `atrium-files-${process.pid}-${port}`)
  const server = await startProduction({
    HOST: '127.0.0.1',
    PORT: port,
    APP_URL: env.APP_URL || `http://localhost:${port}`,
    RESEND_API_KEY: 're_test',
    RESEND_BASE_URL: 'http://127.0.0.1:9',
    EMAIL_FROM: 'Atrium <hello@atrium.test>',
    FILES_DIR: files,
    ...env,
  })
  return {
    ...server,
    async stop(signal) {
      const ended = await server.stop(signal)
      await rm(files, { recursive: true, force: true })
      return ended
    },
  }
}

/** A port of 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}
