import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** Migrates a database as production does, in a process of its own: the command a person would run. */
export async function migrateTemplate(appUrl: string, ownerUrl: string): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/commands/migrate.ts'], {
    env: {
      ...process.env,
      NODE_ENV: 'development',
      DATABASE_URL: appUrl,
      DATABASE_OWNER_URL: ownerUrl,
      BETTER_AUTH_SECRET: 'only for migrating, never for signing',
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: Buffer[] = []
  child.stdout.on('data', (chunk) => said.push(chunk))
  child.stderr.on('data', (chunk) => said.push(chunk))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`The migration failed:\n${Buffer.concat(said)}`)
}
