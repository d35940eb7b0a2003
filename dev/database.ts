import { join } from 'node:path'
import { startPostgres } from './postgres.ts'
import { withClient } from './postgres-wire.ts'

export type Database = {
  /** The application's login. */
  appUrl: string
  /** The login that migrates, and that empties the demo world. */
  ownerUrl: string
  /** The file with the logins' passwords, where we made them. */
  passwordsFile: string | undefined
  stop: () => Promise<void>
}

/**
 * The database to work with: the developer's own where DATABASE_URL (and, better, DATABASE_OWNER_URL) names one,
 * and then none is started; else the embedded PostgreSQL, with its files in `folder`.
 * Refuses with one sentence when it cannot be opened. Stopping leaves PostgreSQL running while another process uses it.
 */
export async function openDatabase(folder: string, say: (line: string) => void): Promise<Database> {
  const { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl } = process.env
  if (appUrl) {
    await knock(appUrl)
    const nothing = async () => undefined
    return { appUrl, ownerUrl: ownerUrl || appUrl, passwordsFile: undefined, stop: nothing }
  }
  if (ownerUrl)
    throw new Error('DATABASE_OWNER_URL is set, and DATABASE_URL is not. Set both, or neither.')

  const postgres = await startPostgres({ dir: join(folder, 'postgres'), log: say })
  const superuser = postgres.url('postgres', 'postgres')
  // node-postgres signs its connections with this name.
  process.env.PGAPPNAME = `atrium ${process.pid}`
  const stop = async () => {
    await endOurConnections(superuser).catch(() => undefined)
    await postgres.stop()
  }
  try {
    await postgres.createDatabase('atrium')
  } catch (error) {
    await stop()
    throw error
  }
  return {
    appUrl: postgres.url('app', 'atrium'),
    ownerUrl: postgres.url('owner', 'atrium'),
    passwordsFile: join(postgres.dir, 'passwords.json'),
    stop,
  }
}

async function knock(appUrl: string): Promise<void> {
  // What is no such address at all, the app itself explains with everything else that is amiss.
  if (!/^postgres(ql)?:/.test(appUrl)) return
  try {
    await withClient(appUrl, (client) => client.query('select 1'))
  } catch (error) {
    // An address that resolves to several fails with several errors, and an empty message.
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const reason = (error instanceof Error && error.message) || code
    throw new Error(
      `The database that DATABASE_URL names cannot be opened: ${reason}. Is it running, and is the address right?`,
    )
  }
}

/** A file that was loaded anew after a change left its pool behind, which would keep the server running. */
function endOurConnections(superuser: string): Promise<unknown> {
  return withClient(superuser, (client) =>
    client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = $1 and pid <> pg_backend_pid()`,
      [process.env.PGAPPNAME],
    ),
  )
}
