import { sql } from 'drizzle-orm'
import { foreignKey, index, pgTable, text, timestamp, unique } from 'drizzle-orm/pg-core'
import { organization, team, user } from './auth'
import { seenByTeam, tenantPolicy } from './roles'

export const project = pgTable(
  'project',
  {
    id: text()
      .primaryKey()
      .$defaultFn(() => crypto.randomUUID()),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organization.id, { onDelete: 'cascade' }),
    /** The team it belongs to; null for the whole organization. */
    teamId: text('team_id'),
    name: text().notNull(),
    description: text().notNull().default(''),
    createdBy: text('created_by').references(() => user.id, { onDelete: 'set null' }),
    createdAt: timestamp('created_at', { withTimezone: true, precision: 3 }).notNull().defaultNow(),
    archivedAt: timestamp('archived_at', { withTimezone: true, precision: 3 }),
  },
  (table) => [
    foreignKey({
      name: 'project_team',
      columns: [table.organizationId, table.teamId],
      foreignColumns: [team.organizationId, team.id],
    }),
    unique('project_organization_id_id').on(table.organizationId, table.id),
    // Within a team, so that a name that is taken tells nobody of a project they do not see.
    unique('project_organization_id_team_id_name')
      .on(table.organizationId, table.teamId, table.name)
      .nullsNotDistinct(),
    index('project_organization_id_created_at').on(table.organizationId, table.createdAt, table.id),
    index('project_created_by').on(table.createdBy),
    ...tenantPolicy(seenByTeam(sql`project.team_id`)),
  ],
)
