import { index, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

const moment = (name: string) => timestamp(name, { withTimezone: true })

/** An operator's look through somebody's eyes. It outlives the session, and both accounts. */
export const impersonation = pgTable(
  'impersonation',
  {
    /** Of the session that looks, which better-auth made. */
    sessionId: text('session_id').primaryKey(),
    operatorId: text('operator_id').notNull(),
    operatorName: text('operator_name').notNull(),
    userId: text('user_id').notNull(),
    userName: text('user_name').notNull(),
    /** Why, in the operator's words. */
    reason: text().notNull(),
    startedAt: moment('started_at').notNull().defaultNow(),
    endsAt: moment('ends_at').notNull(),
    /** Since when it may also change things; null while it only reads. */
    writesSince: moment('writes_since'),
  },
  (table) => [index('impersonation_user_id').on(table.userId, table.startedAt)],
)
