import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { findBinaries } from './postgres-binaries.ts'
import { logins, type Passwords } from './postgres-logins.ts'
import {
  mayEnter,
  ownerOf,
  type RunAs,
  serverEnv,
  serverUser,
  throughMode,
} from './postgres-user.ts'

/**
 * A data folder: `cluster/` is PostgreSQL's own, `passwords.json` is readable by the starter
 * alone, `server.log` is what the server says.
 */
export type Folder = {
  dir: string
  cluster: string
  logFile: string
  user: RunAs
  passwords: Passwords
}

type Options = { fast: boolean; log: (line: string) => void }

/** Opens the data folder, or makes it whole: nobody ever sees half of one. */
export async function openFolder(wanted: string, options: Options): Promise<Folder> {
  const { dir, user } = place(wanted, options.log)
  const passwords = readPasswords(dir) ?? (await bear(dir, user, options))
  return { dir, user, passwords, cluster: join(dir, 'cluster'), logFile: join(dir, 'server.log') }
}

/** Where the folder lies: not in a checkout that the server's user may not enter. */
function place(wanted: string, log: Options['log']) {
  const dir = settled(resolve(wanted))
  const user = ownerOf(join(dir, 'cluster')) ?? serverUser()
  if (mayEnter(user, dirname(dir))) return { dir, user }

  // Not the system's temp folder: that may change with the shell, and be gone after a restart.
  const name = createHash('sha256').update(dir).digest('hex').slice(0, 12)
  const aside = join('/var/tmp', `embedded-postgres-data-${name}`)
  const found = lstatSync(aside, { throwIfNoEntry: false })
  if (found && (!found.isDirectory() || found.uid !== process.getuid?.() || found.mode & 0o022)) {
    throw new Error(
      `${aside} should be a folder that only root may change. Remove it and start again.`,
    )
  }
  log(
    `PostgreSQL cannot run as root, and its user may not enter ${dirname(dir)}: the data lies in ${aside}.`,
  )
  return { dir: aside, user: ownerOf(join(aside, 'cluster')) ?? user }
}

/** The folder's one true name, which the server will answer with. */
function settled(dir: string) {
  if (existsSync(dir)) return realpathSync(dir)
  mkdirSync(dirname(dir), { recursive: true })
  return join(realpathSync(dirname(dir)), basename(dir))
}

async function bear(dir: string, user: RunAs, options: Options): Promise<Passwords> {
  const { initdb } = findBinaries(user, options.log)
  options.log('Making a new database folder. This takes a second or two.')
  removeStillborn(dir)
  const unborn = mkdtempSync(`${dir}.new-`)
  try {
    await fill(unborn, { initdb, user, fast: options.fast })
    renameSync(unborn, dir)
  } catch (error) {
    rmSync(unborn, { recursive: true, force: true })
    if (!isFull(error)) throw error
  }
  const passwords = readPasswords(dir)
  if (!passwords) {
    throw new Error(`${dir} holds something else than a database. Move that away and start again.`)
  }
  return passwords
}

async function fill(
  folder: string,
  { initdb, user, fast }: { initdb: string; user: RunAs; fast: boolean },
) {
  const cluster = join(folder, 'cluster')
  const superuser = join(folder, 'superuser')
  const passwords = Object.fromEntries(
    logins.map((login) => [login, randomBytes(24).toString('base64url')]),
  )
  chmodSync(folder, throughMode(user))
  mkdirSync(cluster, { mode: 0o700 })
  writeFileSync(join(folder, 'passwords.json'), JSON.stringify(passwords, null, 2), { mode: 0o600 })
  writeFileSync(superuser, passwords.postgres ?? '', { mode: 0o600 })
  if (user.uid !== undefined && user.gid !== undefined) {
    chownSync(cluster, user.uid, user.gid)
    chownSync(superuser, user.uid, user.gid)
  }
  const name = ['--username=postgres', `--pwfile=${superuser}`, '--auth=scram-sha-256']
  const words = ['--locale-provider=builtin', '--locale=C.UTF-8', '--encoding=UTF8']
  const speed = fast ? ['--no-sync'] : []
  await promisify(execFile)(initdb, ['-D', cluster, ...name, ...words, ...speed], {
    ...user,
    cwd: '/',
    env: serverEnv(),
  }).catch((error: Error & { stderr?: string }) => {
    throw new Error(`A new database folder could not be made.\n\n${error.stderr || error.message}`)
  })
  rmSync(superuser)
}

/** What a start that was killed left behind. Younger ones may still be in the making. */
function removeStillborn(dir: string) {
  const longAgo = Date.now() - 10 * 60_000
  for (const name of readdirSync(dirname(dir))) {
    const path = join(dirname(dir), name)
    const changed = lstatSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity
    if (!name.startsWith(`${basename(dir)}.new-`) || changed > longAgo) continue
    rmSync(path, { recursive: true, force: true })
  }
}

function readPasswords(dir: string): Passwords | undefined {
  try {
    return JSON.parse(readFileSync(join(dir, 'passwords.json'), 'utf8'))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    if (codeOf(error) !== 'EACCES') throw error
    throw new Error(
      `The data folder ${dir} belongs to another user. Start as that user, or choose another folder.`,
    )
  }
}

const isFull = (error: unknown) => ['ENOTEMPTY', 'EEXIST'].includes(codeOf(error))

function codeOf(error: unknown) {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
