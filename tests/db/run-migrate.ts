import { spawn } from 'node:child_process'
import { once } from 'node:events'

export type Migration = {
  /** When it is over: its exit code, null for a killed one, and what it said. */
  ended: Promise<{ code: number | null; words: string }>
  kill(): void
}

/** Starts `npm run db:migrate` with this environment and none of the test's own. */
export function startMigrate(env: Record<string, string>): Migration {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/commands/migrate.ts'], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'development',
      BETTER_AUTH_SECRET: 'only for migrating, never for signing',
      LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk))
  const ended = once(child, 'close').then(([code]) => ({
    code,
    words: Buffer.concat(said).toString(),
  }))
  return { ended, kill: () => void child.kill('SIGKILL') }
}

export const runMigrate = (env: Record<string, string>) => startMigrate(env).ended
