import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { createEmulator, type Emulator } from 'emulate'
import { createServer, isRunnableDevEnvironment, type ViteDevServer } from 'vite'
import { bench } from './bench.ts'
import { empty } from './empty.ts'
import { freePort, isFree, settleEnvironment } from './environment.ts'
import { password, people } from './people.ts'
import { type Postgres, startPostgres } from './postgres.ts'

type App = typeof import('../src/server.ts')
type Seed = typeof import('./seed.ts')

/** What runs, in the order it was started; it is stopped the other way round. */
const running: { name: string; stop: () => Promise<unknown> }[] = []
const data = process.env.DATA_DIR ?? '.data'
let stopping = false
const say = (line: string) => console.log(line)

try {
  await start()
} catch (error) {
  console.error(isSpoken(error) ? error.message : error)
  await stop(1)
}

async function start(): Promise<void> {
  stopWhenAsked()
  const port = Number(process.env.PORT || 3000)
  if (!(await isFree(port))) {
    throw new Error(
      `Port ${port} is in use. Stop what listens there, or choose another: PORT=${port + 1} npm run dev`,
    )
  }
  const postgres = await startPostgres({ dir: join(data, 'postgres'), log: say })
  running.push({ name: 'database', stop: () => postgres.stop() })
  await postgres.createDatabase('atrium')

  const mail = await createEmulator({ service: 'resend', port: await freePort(4010) })
  running.push({ name: 'mail', stop: () => mail.close() })

  settleEnvironment({ data, port, postgres, mailUrl: mail.url })
  const vite = await createServer({
    server: { port },
    plugins: [bench(benchTools(postgres, mail))],
  })
  running.push({ name: 'pages', stop: () => vite.close() })

  const app = await load<App>(vite, '/src/server.ts')
  running.push({ name: 'app', stop: () => app.stop() })
  await app.start()
  const { seed } = await load<Seed>(vite, '/dev/seed.ts')
  await seedWhole(data, postgres.url('owner', 'atrium'), seed)
  await vite.listen()
  announce(port, mail.url)

  function benchTools(postgres: Postgres, mail: Emulator) {
    const reset = async () => {
      await empty(postgres.url('owner', 'atrium'))
      mail.reset()
      await seed()
    }
    return { mailUrl: mail.url, origin: `http://localhost:${port}`, reset }
  }
}

/** A world left half-made by a kill is emptied first: the demo is there whole or not at all. */
async function seedWhole(data: string, ownerUrl: string, seed: Seed['seed']): Promise<void> {
  const unfinished = join(data, 'seeding')
  if (existsSync(unfinished)) await empty(ownerUrl)
  writeFileSync(unfinished, '')
  await seed()
  rmSync(unfinished)
}

/** Loads a file as the app is loaded: through Vite, with its aliases and JSX. */
async function load<Module>(vite: ViteDevServer, file: string): Promise<Module> {
  const { ssr } = vite.environments
  if (!ssr || !isRunnableDevEnvironment(ssr)) throw new Error('Vite has no server environment.')
  return ssr.runner.import<Module>(file)
}

function announce(port: number, mailUrl: string): void {
  const people_ = Object.values(people).map(
    ({ email, about }) => `    ${email.padEnd(20)} ${about}`,
  )
  say(
    [
      '',
      `  Atrium   http://localhost:${port}`,
      `  Inbox    ${mailUrl}/inbox`,
      `  Bench    http://localhost:${port}/dev   sign in with one click, letters, reset`,
      '',
      `  Sign in as any of these, with the password "${password}":`,
      ...people_,
      '',
      `  Data lies in ${relative(process.cwd(), data) || data}. Stop with Ctrl-C.`,
      '',
    ].join('\n'),
  )
}

/** On Ctrl-C, SIGTERM, a closed terminal, or when npm itself was killed and this process is an orphan. */
function stopWhenAsked(): void {
  // A closed terminal takes the output with it; what follows must still be done.
  process.stdout.on('error', () => undefined)
  process.stderr.on('error', () => undefined)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => void stop(0))
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && void stop(0), 500).unref()
}

async function stop(code: number): Promise<void> {
  if (stopping) return
  stopping = true
  // Something that hangs must not keep the terminal: the database survives being left, and is adopted again.
  setTimeout(() => process.exit(1), 15_000).unref()
  for (const { name, stop } of running.reverse()) {
    await stop().catch((error) => console.error(`The ${name} did not stop cleanly:`, error))
  }
  process.exit(code)
}

/** Errors whose message was written for a person: they need no stack. */
function isSpoken(error: unknown): error is Error {
  return error instanceof Error && (error.name === 'Error' || error.name === 'Misconfigured')
}
