import app from 'app.config'
import { sql } from 'drizzle-orm'
import { unitDatabase } from '~/auth/unit.server'

/** How somebody can show that it is them: the first is offered first. */
export type Way = 'password' | 'passkey' | 'authenticator' | 'letter'

/**
 * The ways this person has, in one query. A code by letter is no way for whoever set up an authenticator: signing in
 * anew would ask them for more than that.
 */
export async function waysToConfirm(userId: string): Promise<Way[]> {
  const { rows } = await unitDatabase.execute<Record<Exclude<Way, 'letter'>, boolean>>(sql`
    select
      exists (select from account
        where user_id = ${userId} and provider_id = 'credential' and password is not null) as password,
      exists (select from passkey where user_id = ${userId}) as passkey,
      exists (select from two_factor join "user" on "user".id = two_factor.user_id
        where two_factor.user_id = ${userId} and two_factor.verified
          and "user".two_factor_enabled) as authenticator`)
  const has = rows[0]
  if (!has) return []
  return [
    ...(has.password ? (['password'] as const) : []),
    ...(has.passkey && app.signIn.passkey ? (['passkey'] as const) : []),
    has.authenticator ? 'authenticator' : 'letter',
  ]
}
