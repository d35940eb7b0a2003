import { execFileSync } from 'node:child_process'
import { openDatabase } from './database.ts'
import { dataFolder, readEnvFile, secretIn, settle } from './environment.ts'
import { runOnce } from './stopping.ts'
import { makeWorld, remakeWorld } from './world.ts'

const say = (line: string) => console.log(`  ${line}`)

/**
 * `npm run db:seed` makes the demo world where nobody is, `npm run db:reset` deletes everything and makes it anew: in
 * the database of `npm run dev`, running or not, after bringing it up to date.
 */
await runOnce(async (open) => {
  readEnvFile()
  process.env.NODE_ENV = 'development'
  const folder = dataFolder()
  const { appUrl, ownerUrl } = await open('database', () => openDatabase(folder, say))
  settle({
    DATABASE_URL: appUrl,
    DATABASE_OWNER_URL: ownerUrl,
    BETTER_AUTH_SECRET: secretIn(folder),
  })
  execFileSync(process.execPath, ['--import', 'tsx', 'src/commands/migrate.ts'], {
    stdio: 'inherit',
  })
  const { seed } = await import('./seed.ts')
  if (process.argv[2] === 'reset') {
    await remakeWorld(ownerUrl, seed)
    say('The demo world is as it was at first.')
  } else {
    const made = await makeWorld(ownerUrl, seed)
    say(made ? 'The demo world is made.' : 'There are people already; nothing was changed.')
  }
})
