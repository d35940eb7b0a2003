import { spawn } from 'node:child_process'
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findBinaries } from './postgres-binaries.ts'
import type { Folder } from './postgres-folder.ts'
import { findHolder } from './postgres-holder.ts'
import { serverEnv } from './postgres-user.ts'

/** What the log says when somebody else was faster, or the last server has not quite left. */
const passing = /lock file "postmaster.pid"|could not bind|pre-existing shared memory block/

/**
 * Starts a server on the cluster and waits until it is ready. Answers its process, or nothing
 * when it gave way to another and looking again will tell. Refuses when it cannot start at all.
 */
export async function launch(
  folder: Folder,
  { fast, log, deadline }: { fast: boolean; log: (line: string) => void; deadline: number },
): Promise<number | undefined> {
  const { postgres } = findBinaries(folder.user, log)
  const port = (await listens(lastPort(folder.cluster))) ?? (await listens(0))
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    ...(fast ? ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] : []),
  ]

  const logFd = openSync(folder.logFile, 'a', 0o600)
  const logStart = fstatSync(logFd).size
  const child = spawn(
    postgres,
    ['-D', folder.cluster, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    // Detached: Ctrl-C reaches the starter only, who decides when the server goes.
    { ...folder.user, detached: true, stdio: ['ignore', logFd, logFd], cwd: '/', env: serverEnv() },
  )
  closeSync(logFd)
  child.unref()
  let failure = ''
  let gone = false
  child.on('error', (error) => {
    failure = error.message
    gone = true
  })
  child.on('exit', () => {
    gone = true
  })

  while (!gone) {
    const holder = findHolder(folder)
    if (holder?.ready && holder.pid === child.pid) return child.pid
    if (Date.now() > deadline) {
      throw new Error(`PostgreSQL is still getting ready; ${folder.logFile} says what it does.`)
    }
    await sleep(20)
  }
  const said = failure || readFileSync(folder.logFile).subarray(logStart).toString()
  if (!passing.test(said) || Date.now() > deadline) {
    throw new Error(`${explain(folder, said)}\n\n${tail(said)}`)
  }
  await sleep(50)
}

function explain({ dir, logFile }: Folder, said: string) {
  const version = /initialized by PostgreSQL version (\d+)/.exec(said)?.[1]
  return version
    ? `The data folder ${dir} was made by PostgreSQL ${version}, which this version cannot read. Move it away, or delete it if nothing in it matters, and start again. The server said:`
    : `PostgreSQL could not start on ${dir}. The end of ${logFile}:`
}

function tail(text: string) {
  return text.trimEnd().split('\n').slice(-12).join('\n')
}

/** The port of the last start, so that a database tool finds the server again. */
function lastPort(cluster: string) {
  try {
    const started = readFileSync(join(cluster, 'postmaster.opts'), 'utf8')
    return Number(/"-p" "(\d+)"/.exec(started)?.[1] ?? 0)
  } catch {
    return 0
  }
}

/** Answers the port if it is free (a free one for 0), else nothing. */
function listens(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(undefined))
    probe.listen({ port, host: '127.0.0.1' }, () => {
      const address = probe.address()
      probe.close(() => resolve(address && typeof address === 'object' ? address.port : undefined))
    })
  })
}
