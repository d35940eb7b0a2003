import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { promisify } from 'node:util'
import { createEmulator } from 'emulate'
import { benchDesk } from './bench.ts'
import { openBilling } from './billing.ts'
import { build, project } from './build.ts'
import { dataFolder, freePort, secretIn } from './environment.ts'
import { people } from './people.ts'
import { startPostgres } from './postgres.ts'
import { startProduction } from './production.ts'
import { openProviders } from './providers.ts'
import { openProxy } from './proxy.ts'
import { type Open, runUntilStopped } from './stopping.ts'
import { tour } from './tour.ts'

const run = promisify(execFile)
const say = (line: string) => console.log(`  ${line}`)
const database = 'demo'

process.env.DATA_DIR ||= '.data/demo'
await runUntilStopped(start, 'Stopping. The next demo begins anew.')

/**
 * `npm run demo`: the production build, as production runs it, behind a proxy that also answers `/dev`. The database,
 * the inbox and the world are its own and new at every start; nothing of the developer's environment is used but
 * PORT and DATA_DIR, and no letter leaves the machine.
 */
async function start(open: Open): Promise<void> {
  const folder = resolve(dataFolder())
  const building = open('build', async () => {
    await build(say)
    return { stop: async () => undefined }
  })
  const data = await open('database', () => openDatabase(folder))
  const inbox = await open('inbox', openInbox)
  await building

  const port = await freePort(Number(process.env.PORT) || 3100)
  const appPort = await freePort(port + 1)
  const origin = `http://localhost:${port}`
  const providers = await openProviders(open, { origin, anyPort: true })
  const billing = await openBilling(open, { app: `http://127.0.0.1:${appPort}`, port: 4023 })
  const environment = {
    APP_URL: origin,
    HOST: '127.0.0.1',
    PORT: String(appPort),
    TRUSTED_PROXIES: '127.0.0.1',
    IP_HEADER: 'x-forwarded-for',
    BETTER_AUTH_SECRET: secretIn(folder),
    DATABASE_URL: data.appUrl,
    DATABASE_OWNER_URL: data.ownerUrl,
    FILES_DIR: join(folder, 'files'),
    RESEND_API_KEY: 're_stand_in',
    RESEND_BASE_URL: inbox.url,
    EMAIL_FROM: 'Atrium <hello@atrium.test>',
    LOG_LEVEL: 'warn',
    ...providers,
    ...billing.environment,
  }
  say('Making the demo world.')
  await makeWorld(environment, folder)
  const app = await open('app', () => startProduction(environment))
  const desk = benchDesk({
    address: app.url,
    origin,
    inboxUrl: inbox.url,
    database: data,
    stripe: billing.standIn,
    reset: async () => {
      inbox.reset()
      await billing.reset()
      await makeWorld(environment, folder)
    },
    look: {
      stylesheet: stylesheet(),
      title: 'The demo',
      sentence: 'The product as it runs in production, on this machine only.',
      tour: tour(origin),
    },
  })
  await open('door', () => openProxy({ port, appPort, desk }))
  announce(origin, folder)
}

/** A new one each time: what the last demo left is dropped. */
async function openDatabase(folder: string) {
  const postgres = await startPostgres({ dir: join(folder, 'postgres'), log: say })
  await postgres.dropDatabase(database)
  await postgres.createDatabase(database)
  return {
    appUrl: postgres.url('app', database),
    ownerUrl: postgres.url('owner', database),
    passwordsFile: join(postgres.dir, 'passwords.json'),
    stop: () => postgres.stop(),
  }
}

async function openInbox() {
  const { url, reset, close } = await createEmulator({
    service: 'resend',
    port: await freePort(4020),
  })
  return { url, reset, stop: close }
}

/** In a process of its own, because the rules it speaks through are TypeScript that only the build understands here. */
async function makeWorld(environment: Record<string, string>, folder: string): Promise<void> {
  const { PATH, HOME, TMPDIR } = process.env
  const env = { PATH, HOME, TMPDIR, ...environment, DATA_DIR: folder }
  await run(process.execPath, ['--import', 'tsx', 'dev/db.ts', 'reset'], { cwd: project, env })
}

/** The built one, which knows the bench's classes too. */
function stylesheet(): string {
  const names = readdirSync(join(project, 'dist/client/assets'))
  return `/assets/${names.find((name) => /^styles-.*\.css$/.test(name)) ?? 'styles.css'}`
}

function announce(origin: string, folder: string): void {
  const lines = [
    '',
    `The demo stands at   ${origin}/dev`,
    '',
    'Two minutes:',
    ...tour(origin).map((act, index) => `  ${index + 1}. ${act}`),
    '',
    `Everybody there. ${Object.values(people)
      .map(({ name, about }) => `${name}: ${about}`)
      .join('; ')}.`,
    `Data lies in ${relative(process.cwd(), folder) || folder} and is made anew at the next start. Stop with Ctrl-C.`,
    '',
  ]
  for (const line of lines) say(line)
}
