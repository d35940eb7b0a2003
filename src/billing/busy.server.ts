import { sql } from 'drizzle-orm'
import type { Database } from '~/db/client'

type Asking = Pick<Database, 'execute'>

/** How long somebody may take: longer than Stripe is waited for, so that a process that died blocks nobody for long. */
const seconds = 60

/**
 * Takes an organization's turn to change its plan, without holding a connection while Stripe is asked.
 * @returns until when, which ends it; undefined while somebody else has it
 */
export async function takeTurn(
  db: Asking,
  organization: { id: string },
): Promise<string | undefined> {
  const { rows } = await db.execute<{ until: string }>(sql`
    insert into billing_account (organization_id, busy_until)
    values (${organization.id}, now() + make_interval(secs => ${seconds}))
    on conflict (organization_id) do update set busy_until = excluded.busy_until
    where billing_account.busy_until is null or billing_account.busy_until <= now()
    returning busy_until::text as until`)
  return rows[0]?.until
}

/**
 * Lengthens a turn by what is left of a minute.
 * @returns until when now; undefined where it ran out and is somebody else's
 */
export async function lengthenTurn(
  db: Asking,
  organization: { id: string },
  until: string,
): Promise<string | undefined> {
  const { rows } = await db.execute<{ until: string }>(sql`
    update billing_account set busy_until = now() + make_interval(secs => ${seconds})
    where organization_id = ${organization.id} and busy_until = ${until}::timestamptz
    returning busy_until::text as until`)
  return rows[0]?.until
}

/** Ends a turn; one that ran out and is somebody else's by now stays. */
export async function endTurn(
  db: Asking,
  organization: { id: string },
  until: string,
): Promise<void> {
  await db.execute(sql`
    update billing_account set busy_until = null
    where organization_id = ${organization.id} and busy_until = ${until}::timestamptz`)
}
