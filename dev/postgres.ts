import { setTimeout as sleep } from 'node:timers/promises'
import { type Folder, openFolder } from './postgres-folder.ts'
import { findHolder, type Holder } from './postgres-holder.ts'
import { launch } from './postgres-launch.ts'
import { createDatabase, dropDatabase, type Login, settleLogins } from './postgres-logins.ts'
import { withClient } from './postgres-wire.ts'

/** The embedded PostgreSQL of one data folder. Its logins are the same as in production. */
export type Postgres = {
  /** On 127.0.0.1; the same at the next start unless somebody took it. */
  port: number
  /** Where the data lies: the folder asked for, unless the server's user may not enter it. */
  dir: string
  /** Whether the server was running already. */
  adopted: boolean
  /** Connection URL of one login for one database. */
  url(login: Login, database: string): string
  /** Creates the database, owned by `owner`, unless it exists; from a template when named. Only owner and app may connect. */
  createDatabase(name: string, template?: string): Promise<void>
  /** Drops the database if it exists, whoever is connected. */
  dropDatabase(name: string): Promise<void>
  /** Stops the server unless another process still has clients on it. Close your own clients first. */
  stop(options?: { force?: boolean }): Promise<void>
}

const startPatience = 60_000
const silencePatience = 3_000
const stopPatience = 30_000

/**
 * Starts PostgreSQL on a data folder, or adopts the server that already runs on it. The server
 * is detached: it outlives its starter and leaves only by `stop`.
 * `fast` is for tests only: a killed server may lose its last second, a power cut everything.
 * Refuses with one sentence, and the end of the server's log where there is one.
 */
export async function startPostgres(options: {
  dir: string
  fast?: boolean
  log?: (line: string) => void
}): Promise<Postgres> {
  const { fast = false, log = () => {} } = options
  const folder = await openFolder(options.dir, { fast, log })
  const deadline = Date.now() + startPatience
  let heardAt = Date.now()
  let launched: number | undefined
  let trouble = ''

  for (;;) {
    const holder = findHolder(folder)
    if (!holder) {
      launched = await launch(folder, { fast, log, deadline })
      heardAt = Date.now()
      continue
    }
    if (holder.ready) {
      try {
        await greet(folder, holder.port)
        const adopted = holder.pid !== launched
        if (adopted) log(`PostgreSQL was still running on port ${holder.port}.`)
        return running(folder, { port: holder.port, adopted, log })
      } catch (error) {
        trouble = error instanceof Error ? error.message : String(error)
      }
    } else {
      heardAt = Date.now()
    }
    if (Date.now() > Math.min(deadline, heardAt + silencePatience)) {
      throw new Error(heldInSilence(folder.dir, holder, trouble))
    }
    await sleep(50)
  }
}

function running(
  folder: Folder,
  { port, adopted, log }: { port: number; adopted: boolean; log: (line: string) => void },
): Postgres {
  const url: Postgres['url'] = (login, database) => urlOf(folder, port, login, database)
  return {
    port,
    adopted,
    url,
    dir: folder.dir,
    createDatabase: (name, template) =>
      createDatabase((database) => url('postgres', database), name, template),
    dropDatabase: (name) => dropDatabase(url('postgres', 'postgres'), name),
    stop: async ({ force = false } = {}) => {
      const others = force ? 0 : await otherClients(url('postgres', 'postgres'))
      const holder = findHolder(folder)
      if (!holder) return
      if (others === undefined) log(`PostgreSQL (process ${holder.pid}) does not answer.`)
      else if (others > 0) log(`PostgreSQL stays: ${others} other connections are open.`)
      else await end(folder, holder, log)
    },
  }
}

function urlOf({ passwords }: Folder, port: number, login: Login, database: string) {
  return `postgres://${login}:${passwords[login]}@127.0.0.1:${port}/${encodeURIComponent(database)}`
}

/** Makes sure that the server on this port is the folder's, and that its logins are right. */
async function greet(folder: Folder, port: number) {
  await withClient(urlOf(folder, port, 'postgres', 'postgres'), async (client) => {
    const { rows } = await client.query<{ data_directory: string }>('show data_directory')
    const serves = rows[0]?.data_directory
    if (serves !== folder.cluster) throw new Error(`the server there serves ${serves}`)
    await settleLogins(client, folder.passwords)
  })
}

/** Counts the connections besides our own, giving one that has just hung up a moment to leave. */
async function otherClients(url: string): Promise<number | undefined> {
  const counting = withClient(url, async (client) => {
    // Two who leave at the same time must not wait for each other.
    await client.query(`set application_name = 'leaving'`)
    for (let look = 1; ; look += 1) {
      const { rows } = await client.query<{ count: number }>(
        `select count(*)::int from pg_stat_activity
         where backend_type = 'client backend' and application_name <> 'leaving'`,
      )
      const count = rows[0]?.count ?? 0
      if (count === 0 || look === 10) return count
      await sleep(30)
    }
  })
  return counting.catch(() => undefined)
}

async function end(folder: Folder, holder: Holder, log: (line: string) => void) {
  const giveUp = Date.now() + stopPatience
  // SIGINT is the "fast shutdown": connections end, data is written, nothing is left to recover.
  try {
    process.kill(holder.pid, 'SIGINT')
  } catch {
    return // It went by itself.
  }
  while (findHolder(folder)?.pid === holder.pid) {
    if (Date.now() > giveUp) return log(`PostgreSQL (process ${holder.pid}) is still stopping.`)
    await sleep(20)
  }
}

function heldInSilence(dir: string, { pid, port }: Holder, trouble: string) {
  const why = trouble && ` (${trouble})`
  return `The data folder ${dir} is held by process ${pid}, which does not answer on port ${port}${why}. End it (kill ${pid}) and start again.`
}
