import { integer, jsonb, pgSchema, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { schema } from './boss.server'

const boss = pgSchema(schema)
const instant = (name: string) => timestamp(name, { withTimezone: true })

/** What we read of pg-boss's own table, which it makes and migrates itself. */
export const job = boss.table('job', {
  id: uuid().notNull(),
  queue: text('name').notNull(),
  data: jsonb().$type<unknown>(),
  state: text({
    enum: ['created', 'retry', 'active', 'completed', 'cancelled', 'failed'],
  }).notNull(),
  retryCount: integer('retry_count').notNull(),
  retryLimit: integer('retry_limit').notNull(),
  createdAt: instant('created_on').notNull(),
  startAfter: instant('start_after').notNull(),
  startedAt: instant('started_on'),
  endedAt: instant('completed_on'),
  output: jsonb().$type<unknown>(),
})

/** And of the table of its queues. */
export const queue = boss.table('queue', { name: text().notNull() })
