import { sql } from 'drizzle-orm'
import { bigint, index, jsonb, pgTable, text, timestamp, unique } from 'drizzle-orm/pg-core'
import { organization } from './auth'
import { appendOnlyPolicy, auditorPolicy, ownerPolicy, readOnlyPolicy } from './roles'

/** Null is what belongs to no organization: what an operator does to accounts, and what happens to them. */
const organizationId = () =>
  text('organization_id').references(() => organization.id, { onDelete: 'cascade' })

/** Two rows written by one transaction have the same one. */
const transactionId = () =>
  bigint('transaction_id', { mode: 'number' })
    .notNull()
    .default(sql`(pg_current_xact_id()::text)::bigint`)

/** Who did what, a line each. Nobody's handle changes or deletes one. */
export const audit = pgTable(
  'audit',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    organizationId: organizationId(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
    transactionId: transactionId(),
    /** Null for what the application did by itself. No foreign key: the line outlives the account. */
    actorId: text('actor_id'),
    actorName: text('actor_name'),
    /** In which role, as better-auth writes it: `owner`, `operator`. */
    actorRole: text('actor_role'),
    /** The operator who looked through the actor's eyes; null where it was the actor. */
    impersonatorId: text('impersonator_id'),
    impersonatorName: text('impersonator_name'),
    sessionId: text('session_id'),
    /** Of the network, as the server knows it. */
    address: text(),
    /** The browser as it calls itself, at most 400 characters. */
    userAgent: text('user_agent'),
    action: text().notNull(),
    /** The id of what it was done to. */
    subjectId: text('subject_id'),
    details: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    requestId: text('request_id'),
  },
  (table) => [
    index('audit_organization_id_id').on(table.organizationId, table.id),
    index('audit_organization_id_action').on(table.organizationId, table.action, table.id),
    index('audit_organization_id_actor_id').on(table.organizationId, table.actorId, table.id),
    // The few lines of an operator who looked through somebody's eyes.
    index('audit_organization_id_impersonator_id')
      .on(table.organizationId, table.impersonatorId, table.id)
      .where(sql`impersonator_id is not null`),
    index('audit_actor_id').on(table.actorId, table.id),
    index('audit_subject_id').on(table.subjectId, table.id),
    // Where somebody did something lately, over every organization.
    index('audit_acted_at')
      .on(table.at, table.organizationId)
      .where(sql`organization_id is not null and actor_id is not null`),
    // How subscriptions began, changed and were paid, over every organization.
    index('audit_subscription_at')
      .on(table.at)
      .where(
        sql`action in ('subscription.started', 'subscription.changed', 'subscription.past_due', 'subscription.recovered')`,
      ),
    ...appendOnlyPolicy(),
    auditorPolicy(),
  ],
)

/**
 * The chain: each line with the hash of the one before it, in the order of their transactions' ends. A trigger writes
 * it when the transaction ends, so that nothing waits for the chain longer than that.
 */
export const auditLink = pgTable(
  'audit_link',
  {
    auditId: bigint('audit_id', { mode: 'number' }).primaryKey(),
    organizationId: organizationId(),
    /** 1 for an organization's first line. */
    seq: bigint({ mode: 'number' }).notNull(),
    /** SHA-256, in hexadecimal, of the hash before it and the line as `audit_text` writes it. */
    hash: text().notNull(),
  },
  (table) => [
    unique('audit_link_organization_id_seq').on(table.organizationId, table.seq).nullsNotDistinct(),
    auditorPolicy(),
    ownerPolicy(),
  ],
)

/** Where each chain begins, after what was trimmed, and where it ends: kept apart from what they bear witness of. */
export const auditHead = pgTable(
  'audit_head',
  {
    organizationId: organizationId(),
    seq: bigint({ mode: 'number' }).notNull(),
    hash: text().notNull(),
    /** The last line that was trimmed, 0 where none was, and its hash. */
    trimmedSeq: bigint('trimmed_seq', { mode: 'number' }).notNull().default(0),
    trimmedHash: text('trimmed_hash').notNull().default(''),
  },
  (table) => [
    unique('audit_head_organization_id').on(table.organizationId).nullsNotDistinct(),
    auditorPolicy(),
    ownerPolicy(),
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
    transactionId: transactionId(),
    noun: text().notNull(),
    rowId: text('row_id').notNull(),
    /** `insert`, `update` or `delete`. */
    change: text().notNull(),
  },
  (table) => [
    index('audit_change_organization_id_id').on(table.organizationId, table.id),
    readOnlyPolicy(),
    auditorPolicy(),
    ownerPolicy(),
  ],
)
