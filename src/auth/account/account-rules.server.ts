import type { GenericEndpointContext } from 'better-auth'
import { getSessionFromCtx } from 'better-auth/api'
import { eq, sql } from 'drizzle-orm'
import { unitDatabase, unitUnderWay } from '~/auth/unit.server'
import { user } from '~/db/schema'
import { Refusal } from '~/refusal'

/**
 * Before an account is deleted: takes the rows of all organizations it hangs on, as every other change of them does
 * (docs/decisions/005), always in one order, and then the person's own. Otherwise the two could wait for each other.
 */
export async function takeOrganizations(context: GenericEndpointContext): Promise<void> {
  const unit = unitUnderWay()
  const userId = unit && (await whoGoes(context))
  if (!userId) return
  await unit.execute(sql`
    select from organization where id in (
      select organization_id from member where user_id = ${userId}
      union select organization_id from invitation where inviter_id = ${userId})
    order by id for no key update`)
  await unit.execute(sql`select from "user" where id = ${userId} for update`)
}

async function whoGoes(context: GenericEndpointContext): Promise<string | undefined> {
  if (context.path === '/admin/remove-user') return String(context.body?.userId)
  if (context.path === '/delete-user') return (await getSessionFromCtx(context))?.user.id
  return undefined
}

/**
 * Before somebody becomes a member: their account stays until that is done.
 * @throws Refusal conflict when it was deleted meanwhile
 */
export async function stillHere({ id }: { id: string }): Promise<void> {
  const [here] = await unitDatabase
    .select({ id: user.id })
    .from(user)
    .where(eq(user.id, id))
    .for('key share')
  if (!here) throw new Refusal('conflict', 'This account was deleted meanwhile.')
}
