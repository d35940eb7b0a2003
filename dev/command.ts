import { spawnSync } from 'node:child_process'
import { openDatabase } from './database.ts'
import { dataFolder, readEnvFile, secretIn } from './environment.ts'

/**
 * Runs one of `src/commands` with what the environment and `.env` say; where they name no database, on that of
 * `npm run dev`, running or not: `node dev/command.ts audit-verify --heads heads.json`. Ends with the command's code.
 */
const [name, ...given] = process.argv.slice(2)

readEnvFile()
const here = process.env.DATABASE_URL ? undefined : await openOurs()
const { status } = spawnSync(
  process.execPath,
  ['--import', 'tsx', `src/commands/${name}.ts`, ...given],
  { stdio: 'inherit', env: { ...process.env, ...here?.environment } },
)
await here?.stop()
process.exit(status ?? 1)

async function openOurs() {
  const folder = dataFolder()
  const database = await openDatabase(folder, () => undefined)
  const environment = {
    NODE_ENV: 'development',
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    BETTER_AUTH_SECRET: process.env.BETTER_AUTH_SECRET || secretIn(folder),
  }
  return { environment, stop: database.stop }
}
