import { sql } from 'drizzle-orm'
import { db, type Transaction } from './client'

/**
 * Runs `work` in one transaction as the role `tenant`, inside one organization: row-level security shows it no
 * other organization's rows. What `work` throws undoes everything it wrote.
 */
export function withTenant<Result>(
  scope: { organization: { id: string } },
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  return db.transaction(async (tx) => {
    await tx.execute(
      sql`select set_config('role', 'tenant', true), set_config('app.organization_id', ${scope.organization.id}, true)`,
    )
    return work(tx)
  })
}
