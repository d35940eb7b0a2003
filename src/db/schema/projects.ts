import { index, pgTable, text, timestamp, unique } from 'drizzle-orm/pg-core'
import { organization, user } from './auth'
import { tenantPolicy } from './roles'

export const project = pgTable(
  'project',
  {
    id: text()
      .primaryKey()
      .$defaultFn(() => crypto.randomUUID()),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organization.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    createdBy: text('created_by').references(() => user.id, { onDelete: 'set null' }),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    unique('project_organization_id_id').on(table.organizationId, table.id),
    unique('project_organization_id_name').on(table.organizationId, table.name),
    index('project_organization_id_created_at').on(table.organizationId, table.createdAt.desc()),
    index('project_created_by').on(table.createdBy),
    ...tenantPolicy(),
  ],
)
