import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { env } from '~/env.server'
import * as schema from './schema/index'

/**
 * Opens a pool of connections as the application's login.
 * @param size connections at most
 */
export function connect(size: number) {
  const pool = new pg.Pool({
    connectionString: env.DATABASE_URL,
    max: size,
    // better-auth's columns carry no time zone and hold UTC.
    options: '-c timezone=UTC',
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
  })
  // An idle connection that the server ends is replaced at the next use; unheard, it would end the process.
  pool.on('error', () => undefined)
  return { pool, db: drizzle(pool, { schema }) }
}

export type Database = ReturnType<typeof connect>['db']
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]

/** The application login's own handle: it sees every organization. Feature code uses `scope.tx`. */
export const { db } = connect(10)
