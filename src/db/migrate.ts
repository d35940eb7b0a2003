import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { env, Misconfigured } from '~/env.server'
import { log } from '~/observe/log.server'
import { applyRights, ensureRoles } from './rights'

const oldest = 16

/**
 * Brings the database to the state this code needs: roles, migrations, row-level security, grants, and what
 * `also` adds as the owner. Safe to run again, and from many processes at once: one works, the others wait.
 * @throws Misconfigured when the database cannot be reached, is too old, or refuses the owner's work
 */
export async function migrate(also: (ownerUrl: string) => Promise<void>): Promise<void> {
  const ownerUrl = env.DATABASE_OWNER_URL ?? env.DATABASE_URL
  if (!env.DATABASE_OWNER_URL) {
    log.warn(
      'DATABASE_OWNER_URL is absent: the application migrates with its own login, owns its tables, and could change their policies.',
    )
  }
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 })
  client.on('error', (error) => log.error({ err: error }, 'the connection that migrates was lost'))
  await open(client, ownerUrl)
  try {
    await client.query("select pg_advisory_lock(hashtextextended('atrium.migrate', 0))")
    await ensureRoles(client, new URL(env.DATABASE_URL).username)
    await applyMigrations(drizzle(client), { migrationsFolder: 'drizzle' })
    await applyRights(client)
    await also(ownerUrl)
  } finally {
    // Ending the connection also gives the lock back, whatever happened.
    await client.end()
  }
}

async function open(client: pg.Client, url: string): Promise<void> {
  const { host, pathname } = new URL(url)
  try {
    await client.connect()
  } catch (error) {
    const reason = error instanceof Error && error.message ? error.message : String(error)
    throw new Misconfigured(
      `The database "${pathname.slice(1)}" at ${host} cannot be opened: ${reason}. Is it running, and is the address in DATABASE_URL right?`,
    )
  }
  const { rows } = await client.query<{ version: number }>(
    "select current_setting('server_version_num')::int / 10000 as version",
  )
  const version = rows[0]?.version ?? 0
  if (version < oldest) {
    await client.end()
    throw new Misconfigured(
      `PostgreSQL ${oldest} or newer is needed; the server at ${host} is version ${version}.`,
    )
  }
}
