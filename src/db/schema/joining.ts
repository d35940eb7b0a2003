import { sql } from 'drizzle-orm'
import {
  boolean,
  foreignKey,
  index,
  integer,
  pgTable,
  text,
  timestamp,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { organization, team, user } from './auth'
import { applicationPolicy, ownerPolicy, readOnlyPolicy, tenantPolicy } from './roles'

// How people find an organization they do not belong to yet. The auth room asks before any tenant is known, so
// these tables are open to the application too.

const id = () =>
  text()
    .primaryKey()
    .$defaultFn(() => crypto.randomUUID())
const organizationId = () =>
  text('organization_id')
    .notNull()
    .references(() => organization.id, { onDelete: 'cascade' })
const createdAt = () => timestamp('created_at', { withTimezone: true }).notNull().defaultNow()

/** Addresses an organization had before: its members are led on. Written by a trigger. */
export const formerSlug = pgTable(
  'former_slug',
  { slug: text().primaryKey(), organizationId: organizationId(), createdAt: createdAt() },
  (table) => [
    index('former_slug_organization_id').on(table.organizationId),
    applicationPolicy(),
    readOnlyPolicy(),
    ownerPolicy(),
  ],
)

/** A link that lets in whoever has it, so many times and so long. */
export const joinLink = pgTable(
  'join_link',
  {
    id: id(),
    organizationId: organizationId(),
    /** SHA-256 of the token, in hex: a stolen backup opens nothing. */
    tokenHash: text('token_hash').notNull().unique(),
    role: text().notNull(),
    teamId: text('team_id'),
    maxUses: integer('max_uses').notNull(),
    uses: integer().notNull().default(0),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
    createdBy: text('created_by').references(() => user.id, { onDelete: 'cascade' }),
    createdAt: createdAt(),
  },
  (table) => [
    foreignKey({
      name: 'join_link_team',
      columns: [table.organizationId, table.teamId],
      foreignColumns: [team.organizationId, team.id],
    }).onDelete('cascade'),
    index('join_link_organization_id').on(table.organizationId, table.createdAt),
    index('join_link_created_by').on(table.createdBy),
    applicationPolicy(),
    ...tenantPolicy(),
  ],
)

/** A domain whose proven addresses may join; it counts once somebody has shown that it is theirs. */
export const emailDomain = pgTable(
  'email_domain',
  {
    id: id(),
    organizationId: organizationId(),
    domain: text().notNull(),
    verified: boolean().notNull().default(false),
    /** SHA-256 of the code in the letter to the domain's keeper, in hex. */
    codeHash: text('code_hash'),
    codeExpiresAt: timestamp('code_expires_at', { withTimezone: true }),
    attempts: integer().notNull().default(0),
    createdAt: createdAt(),
  },
  (table) => [
    unique('email_domain_organization_id_domain').on(table.organizationId, table.domain),
    uniqueIndex('email_domain_verified').on(table.domain).where(sql`verified`),
    applicationPolicy(),
    ...tenantPolicy(),
  ],
)
