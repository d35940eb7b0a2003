import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { project } from './build.ts'

export type RunningServer = {
  /** Its address on this machine. */
  url: string
  pid: number
  /** Everything it has said so far. */
  output(): string
  /** Sends a signal, SIGTERM unless told, and waits for its end. */
  stop(signal?: NodeJS.Signals): Promise<{ code: number | null }>
  kill(): void
}

/** Ends a server whose starter has gone without a word, as a killed run does. */
const endsWithItsStarter = `data:text/javascript,${encodeURIComponent(
  "process.stdin.on('end', () => process.kill(process.pid, 'SIGKILL')).resume().unref()",
)}`

/**
 * Runs the built server with this environment and nothing of this process' own but PATH. Resolves when it listens.
 * @param folder where the build lies, unless it is the project's own
 * @throws Error with its code and its words when it exits instead
 */
export async function startProduction(
  env: Record<string, string> & { PORT: string; OAUTH_STAND_IN?: string },
  folder = project,
): Promise<RunningServer> {
  const standIns = env.OAUTH_STAND_IN ? ['--import', './dev/provider-addresses.ts'] : []
  const nodeOptions = ['--import', endsWithItsStarter, ...standIns]
  const child = spawn(process.execPath, [...nodeOptions, 'src/serve.ts'], {
    cwd: folder,
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
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
    url: `http://localhost:${env.PORT}`,
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
