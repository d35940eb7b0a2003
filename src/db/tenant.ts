import { type SQL, sql } from 'drizzle-orm'
import { db, type Transaction } from './client'

/** Inside which organization, for whom, and whether they see the teams they are not in. */
export type Tenant = {
  organization: { id: string }
  /** Absent for the application's own work: then nothing that belongs to a team is seen. */
  user?: { id: string }
  oversees?: boolean
}

/**
 * Runs `work` in one transaction as the role `tenant`, inside one organization: row-level security shows it no
 * other organization's rows. What `work` throws undoes everything it wrote.
 */
export function withTenant<Result>(
  scope: Tenant,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  return db.transaction(async (tx) => {
    await become(tx, scope)
    return work(tx)
  })
}

/** The same inside a transaction that the application has begun, which goes on as the application afterwards. */
export async function asTenant<Result>(
  tx: Transaction,
  scope: Tenant,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  await become(tx, scope)
  const result = await work(tx)
  await tx.execute(sql`select set_config('role', 'none', true)`)
  return result
}

/** What the audit log of every organization says, read as the role `auditor`, which sees nothing else. */
export async function asAuditor<Result>(
  tx: Transaction,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  await tx.execute(sql`select set_config('role', 'auditor', true)`)
  const result = await work(tx)
  await tx.execute(sql`select set_config('role', 'none', true)`)
  return result
}

/**
 * What an expression amounts to that sees what belongs to every team: for counting, never for showing. One statement,
 * and nothing after it sees more than before.
 */
export async function overseeing<Value>(tx: Transaction, value: SQL<Value>): Promise<Value> {
  // A case looks at its condition first, and columns are worked out from left to right.
  const { rows } = await tx.execute<{ value: Value }>(sql`
    with was as materialized (select coalesce(current_setting('app.oversees', true), '') as before)
    select case when set_config('app.oversees', 'on', true) = 'on' then (select ${value}) end as value,
      set_config('app.oversees', was.before, true) from was`)
  const [row] = rows
  if (!row) throw new Error('One row gives one row.')
  return row.value
}

function become(tx: Transaction, { organization, user, oversees = false }: Tenant) {
  return tx.execute(sql`select set_config('role', 'tenant', true),
    set_config('app.organization_id', ${organization.id}, true),
    set_config('app.user_id', ${user?.id ?? ''}, true),
    set_config('app.oversees', ${oversees ? 'on' : ''}, true)`)
}
