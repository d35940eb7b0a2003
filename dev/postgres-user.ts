import { spawnSync } from 'node:child_process'
import { lstatSync } from 'node:fs'

/** Whom the server runs as; empty for the person who starts it. Spreads into spawn's options. */
export type RunAs = { uid?: number; gid?: number }

/** PostgreSQL refuses root, who therefore lends the work to `postgres`, else to `nobody`. */
export function serverUser(): RunAs {
  if (process.getuid?.() !== 0) return {}
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) =>
      spawnSync('id', [flag, name], { encoding: 'utf8' }),
    )
    if (uid?.status === 0 && gid?.status === 0) {
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
    }
  }
  throw new Error(
    'PostgreSQL refuses to run as root, and this machine has no user named postgres or nobody. Start as a normal user, or set DATABASE_URL.',
  )
}

/** Whom root must lend an existing cluster's server to: only the cluster's owner may serve it. */
export function ownerOf(cluster: string): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined
  const { uid, gid } = lstatSync(cluster, { throwIfNoEntry: false }) ?? {}
  return uid ? { uid, gid } : undefined
}

/** Whether the user may pass through the folder and all above it. */
export function mayEnter(user: RunAs, folder: string) {
  if (user.uid === undefined) return true
  return spawnSync('sh', ['-c', 'cd "$1"', 'sh', folder], { ...user, cwd: '/' }).status === 0
}

/** A folder of root stays root's; the server's user may only pass through it. */
export const throughMode = (user: RunAs) => (user.uid === undefined ? 0o700 : 0o711)

/** Nothing of the starter's environment concerns the server, least of all its secrets. */
export const serverEnv = () => ({ PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' })
