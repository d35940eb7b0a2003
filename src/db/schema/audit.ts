import { bigint, index, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import { organization } from './auth'
import { appendOnlyPolicy, ownerPolicy, readOnlyPolicy } from './roles'

/** Who did what, a line each. Nobody's handle changes or deletes one. */
export const audit = pgTable(
  'audit',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organization.id, { onDelete: 'cascade' }),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** Null for what the application did by itself. No foreign key: the line outlives the account. */
    actorId: text('actor_id'),
    actorName: text('actor_name'),
    action: text().notNull(),
    details: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    requestId: text('request_id'),
  },
  (table) => [
    index('audit_organization_id_id').on(table.organizationId, table.id),
    ...appendOnlyPolicy(),
  ],
)

/**
 * Every change of better-auth's rows that make a tenant, written by triggers in the change's own transaction: a
 * change that no line of `audit` explains can be found. It outlives its organization.
 */
export const auditChange = pgTable(
  'audit_change',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    organizationId: text('organization_id').notNull(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
    noun: text().notNull(),
    rowId: text('row_id').notNull(),
    /** `insert`, `update` or `delete`. */
    change: text().notNull(),
  },
  (table) => [
    index('audit_change_organization_id_id').on(table.organizationId, table.id),
    readOnlyPolicy(),
    ownerPolicy(),
  ],
)
