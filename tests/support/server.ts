import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { project } from './build.ts'

export { build } from './build.ts'

export type RunningServer = {
  /** Its address, as a person knows it. */
  url: string
  pid: number
  /** Everything it has said so far. */
  output(): string
  /** Sends a signal, SIGTERM unless told, and waits for its end. */
  stop(signal?: NodeJS.Signals): Promise<{ code: number | null }>
  kill(): void
}

/** Ends a server whose starter has gone without a word, as a killed test run does. */
const endsWithItsStarter = `data:text/javascript,${encodeURIComponent(
  "process.stdin.on('end', () => process.kill(process.pid, 'SIGKILL')).resume().unref()",
)}`

/**
 * Runs the built server as production would, on a free port unless `env` names one, with nothing of this process'
 * environment. Resolves when it listens.
 * @throws Error with its code and its words when it exits instead
 */
export async function startServer(env: Record<string, string>): Promise<RunningServer> {
  const port = env.PORT ?? String(await freePort())
  const url = env.APP_URL || `http://localhost:${port}`
  const child = spawn(process.execPath, ['--import', endsWithItsStarter, 'src/serve.ts'], {
    cwd: project,
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: port,
      APP_URL: url,
      RESEND_API_KEY: 're_test',
      RESEND_BASE_URL: 'http://127.0.0.1:9',
      EMAIL_FROM: 'Atrium <hello@atrium.test>',
      ...env,
    },
  })
  const ended = once(child, 'close')
  const said: Buffer[] = []
  const output = () => Buffer.concat(said).toString()
  const listens = new Promise<void>((resolve) => {
    const hear = (chunk: Buffer) => {
      said.push(chunk)
      if (output().includes('Listening on ')) resolve()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
  })
  const failed = ended.then(([code]) => {
    throw new Error(`The server ended with code ${code}:\n${output()}`)
  })
  // Once it listens, its end is nobody's failure.
  failed.catch(() => undefined)
  await Promise.race([listens, failed])
  return {
    url: `http://localhost:${port}`,
    pid: child.pid ?? 0,
    output,
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      const [code] = await ended
      return { code }
    },
    kill: () => void child.kill('SIGKILL'),
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
