import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** The process that the lock file of a cluster names. */
export type Holder = { pid: number; port: number; ready: boolean }

/**
 * Finds the living server of a cluster. A lock file left by a dead server is not in the way,
 * unless its number now belongs to some other process: PostgreSQL would then refuse to start for
 * ever, so that file is removed.
 */
export function findHolder({ cluster }: { cluster: string }): Holder | undefined {
  const file = join(cluster, 'postmaster.pid')
  const text = read(file)
  const holder = parse(text)
  if (!holder || !alive(holder.pid)) return undefined
  if (commandLine(holder.pid).includes(`-D ${cluster}`)) return holder
  // Read again: another start may have put a server of its own there meanwhile.
  if (read(file) === text) rmSync(file, { force: true })
  return undefined
}

function parse(text: string): Holder | undefined {
  const lines = text.split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
}

function read(file: string) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** A process of another user does not count: PostgreSQL itself disregards it. */
function alive(pid: number) {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

function commandLine(pid: number) {
  if (process.platform === 'linux') return read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')
  return spawnSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout
}
