import { sql } from 'drizzle-orm'
import { unitDatabase, unitUnderWay } from '~/auth/unit.server'
import { Refusal } from '~/refusal'
import { noSuchPage } from './operator-entry.server'
import { operatorRoleOf } from './operator-role'

type Person = { id: string; role?: string | null }

/** An operator who may act now; as a condition of a row of "user". */
export const isActingOperator = sql`'operator' = any (regexp_split_to_array(role, '\\s*,\\s*'))
  and not (coalesce(banned, false) and (ban_expires is null or ban_expires > now() at time zone 'utc'))`

/**
 * What makes and unmakes operators happens one after the other, until the transaction ends. To be taken before any
 * row: whoever waits for it holds nothing that others wait for.
 */
export async function takeOperators(): Promise<void> {
  await unitUnderWay()?.execute(sql`select pg_advisory_xact_lock(hashtext('operators'))`)
}

/**
 * Before an operator stops being one, by whatever way: somebody else is left who may do everything.
 * @throws Refusal conflict
 */
export async function keepLastOperator({ id, role }: Person): Promise<void> {
  if (operatorRoleOf({ role }) !== 'operator') return
  const { rows } = await unitDatabase.execute<{ others: number }>(
    sql`select count(*)::int as others from "user" where ${isActingOperator} and id <> ${id}`,
  )
  if (rows[0]?.others) return
  throw new Refusal(
    'conflict',
    'Somebody has to run the product. Make somebody else an operator first.',
  )
}

/** Whoever waited for the others may be none any more. Refuses as whatever is not there. */
export async function stillOperates({ id }: { id: string }): Promise<void> {
  const { rows } = await unitDatabase.execute(
    sql`select 1 from "user" where id = ${id} and ${isActingOperator}`,
  )
  if (rows.length === 0) throw noSuchPage
}
