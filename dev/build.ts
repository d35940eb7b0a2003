import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

export const project = resolve(import.meta.dirname, '..')

const inputs = [
  'src',
  'emails',
  'public',
  'app.config.ts',
  'start.config.ts',
  'vite.config.ts',
  'dev/compress.ts',
  'package-lock.json',
]
const entry = join(project, 'dist/server/server.js')
const lock = join(project, 'node_modules/.cache/build.lock')

/**
 * Makes `dist/` what `npm run build` would make of the sources as they are, unless it is that already; callers at the
 * same time share one build.
 * @param say hears when there is something to wait for
 */
export async function build(say: (line: string) => void = () => {}): Promise<void> {
  mkdirSync(join(lock, '..'), { recursive: true })
  while (!taken()) await wait(200)
  try {
    if (isFresh()) return
    say('Building. This takes about ten seconds, once.')
    const began = new Date()
    await run('node_modules/vite/bin/vite.js', 'build')
    await run('dev/compress.ts')
    // A source that changed meanwhile is newer than this build.
    utimesSync(entry, began, began)
  } finally {
    rmSync(lock)
  }
}

/** Takes the lock unless a living process holds it. */
function taken(): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    if (!isAlive(Number(holder()))) rmSync(lock, { force: true })
    return false
  }
}

function holder(): string {
  try {
    return readFileSync(lock, 'utf8')
  } catch {
    return ''
  }
}

/** A holder that has not signed yet is taken for living. */
function isAlive(pid: number): boolean {
  if (!pid) return true
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function isFresh(): boolean {
  const assets = join(project, 'dist/client/assets')
  if (!existsSync(entry) || !existsSync(assets)) return false
  const names = new Set(readdirSync(assets))
  const compressed = [...names].every(
    (name) => !/\.(js|css)$/.test(name) || names.has(`${name}.br`),
  )
  const builtAt = statSync(entry).mtimeMs
  return compressed && inputs.every((input) => newest(join(project, input)) < builtAt)
}

/** When the latest change was, in milliseconds; a folder changes also when a file leaves it. */
function newest(path: string): number {
  if (!existsSync(path)) return 0
  const stats = statSync(path)
  if (!stats.isDirectory()) return path.includes('.gen.') ? 0 : stats.mtimeMs
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}

async function run(...command: string[]): Promise<void> {
  const { PATH, HOME } = process.env
  const env = { PATH, HOME, NODE_ENV: 'production' }
  const child = spawn(process.execPath, command, { cwd: project, env })
  const said: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`node ${command.join(' ')} failed:\n${Buffer.concat(said)}`)
}
