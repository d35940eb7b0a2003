import { pgTable, text, timestamp, unique } from 'drizzle-orm/pg-core'
import { user } from './auth'

/**
 * The browsers somebody has signed in with, known by a cookie of their own. The auth room asks before anybody is
 * known, so there is no tenant here.
 */
export const device = pgTable(
  'device',
  {
    id: text()
      .primaryKey()
      .$defaultFn(() => crypto.randomUUID()),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    /** SHA-256 of the cookie, in hex: a stolen backup opens nothing. */
    tokenHash: text('token_hash').notNull(),
    userAgent: text('user_agent'),
    ipAddress: text('ip_address'),
    /** Until then this browser skips the second step. */
    trustedUntil: timestamp('trusted_until', { withTimezone: true }),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    lastSeenAt: timestamp('last_seen_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [unique('device_user_id_token_hash').on(table.userId, table.tokenHash)],
)
