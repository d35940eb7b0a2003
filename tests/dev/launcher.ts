import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const project = resolve(import.meta.dirname, '../..')

/** Nothing of the tests' environment, and nothing that a developer's `.env` says, which would be their database. */
const untouched = [
  'APP_URL',
  'BETTER_AUTH_SECRET',
  'DATABASE_OWNER_URL',
  'DATABASE_URL',
  'FILES_DIR',
  'HOST',
  'LOG_LEVEL',
  'RESEND_API_KEY',
  'RESEND_BASE_URL',
  'STRIPE_API_BASE',
  'STRIPE_SECRET_KEY',
  'STRIPE_WEBHOOK_SECRET',
]
const { PATH = '', HOME = '', TMPDIR = '' } = process.env
const clean = Object.fromEntries(untouched.map((name) => [name, '']))

export type Launched = {
  /** What we started: npm, or the terminal it sits in. */
  child: ChildProcess
  url: string
  /** All that was printed so far. */
  said: () => string
  /** Resolves when the demo stands; rejects with all that was printed when it ends before. */
  ready: () => Promise<void>
  /** Resolves with the exit code. */
  ended: () => Promise<number | null>
}

type Wanted = {
  folder: string
  /** `dev` unless told. */
  script?: 'dev' | 'demo'
  port?: number
  terminal?: boolean
  env?: Record<string, string>
}

/** Runs `npm run dev`, or the demo, as a person would, on a data folder and a port of its own; in a terminal of its own on demand. */
export async function launch(wanted: Wanted): Promise<Launched> {
  const port = wanted.port ?? (await freePort())
  const env = { ...environmentFor(wanted.folder), PORT: String(port), ...wanted.env }
  const { script = 'dev' } = wanted
  const [command = 'npm', ...args] = wanted.terminal ? inTerminal : ['npm', 'run', script]
  const child = spawn(command, args, { cwd: project, env, stdio: 'pipe', detached: true })
  let text = ''
  const hear = (chunk: Buffer) => {
    text += chunk
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  child.stdin.on('error', () => undefined)
  const exit = once(child, 'close').then(([code]) => (typeof code === 'number' ? code : null))
  const said = () => text
  return {
    child,
    said,
    url: `http://localhost:${port}`,
    ready: async () => {
      const end = exit.then(() => {
        throw new Error(`npm run ${script} ended before it was ready:\n${text}`)
      })
      await Promise.race([until(() => text.includes('Stop with Ctrl-C'), 90_000, said), end])
    },
    ended: () => exit,
  }
}

/** A developer's environment with a data folder of its own and nothing else decided. */
export function environmentFor(folder: string): Record<string, string> {
  return { PATH, HOME, TMPDIR, ...clean, DATA_DIR: folder }
}

const inTerminal =
  process.platform === 'darwin'
    ? ['script', '-q', '/dev/null', 'npm', 'run', 'dev']
    : ['script', '-qefc', 'npm run dev', '/dev/null']

/** A folder for data, which the database's user may enter too. */
export function newFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'dev-test-')))
  chmodSync(folder, 0o755)
  return folder
}

/** Ends whatever still runs on the folder, and removes it. */
export function clearAway(folder: string): void {
  for (const { pid } of living(folder)) kill(pid, 'SIGKILL')
  rmSync(folder, { recursive: true, force: true })
}

type Living = { pid: number; command: string }

/** The processes that were started on the folder: npm, the launcher, PostgreSQL; not those that are just ending. */
export function living(folder: string): Living[] {
  return everyProcess().filter(({ about }) => about.includes(folder))
}

export function launcherOf(folder: string): number | undefined {
  return living(folder).find(({ command }) => /^(\S*\/)?node dev\/start\.ts/.test(command))?.pid
}

/** PostgreSQL's first process on the folder. */
export function databaseOf(folder: string): number | undefined {
  return living(folder).find(({ command }) => command.includes(`postgres -D ${folder}/`))?.pid
}

function everyProcess(): (Living & { about: string })[] {
  if (process.platform === 'linux') {
    return readdirSync('/proc').flatMap((name) => {
      const pid = Number(name)
      if (!pid || pid === process.pid) return []
      const command = read(`/proc/${name}/cmdline`).replaceAll('\0', ' ')
      return { pid, command, about: `${command} ${read(`/proc/${name}/environ`)}` }
    })
  }
  const { stdout } = spawnSync('ps', ['-A', '-E', '-ww', '-o', 'pid=,command='], {
    encoding: 'utf8',
  })
  return stdout.split('\n').map((line) => {
    const [, pid = '', command = ''] = /^\s*(\d+) (.*)$/.exec(line) ?? []
    return { pid: Number(pid), command, about: command }
  })
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

export function kill(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid) process.kill(pid, signal)
  } catch {
    // It went by itself.
  }
}

export async function until(
  holds: () => boolean | Promise<boolean>,
  patience: number,
  otherwise: () => string,
): Promise<void> {
  const giveUp = Date.now() + patience
  while (!(await holds())) {
    if (Date.now() > giveUp)
      throw new Error(`It did not come to pass in ${patience} ms:\n${otherwise()}`)
    await wait(25)
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
