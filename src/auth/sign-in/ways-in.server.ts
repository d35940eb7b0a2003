import app from 'app.config'
import type { GenericEndpointContext } from 'better-auth'
import { getSessionFromCtx } from 'better-auth/api'
import { eq, sql } from 'drizzle-orm'
import { offeredProviders } from '~/auth/providers/providers.server'
import { unitDatabase, unitUnderWay } from '~/auth/unit.server'
import { account, passkey } from '~/db/schema/auth'
import { Refusal } from '~/refusal'

const offered = new Set([
  ...offeredProviders.map(({ id }) => id),
  ...(app.signIn.password ? ['credential'] : []),
])

/**
 * Before an account of a provider, or the password, is taken from a person: another way in of their own stays. A
 * letter does not count, for whoever reads their mail is not always them. The person's row is held until that is
 * done, so that two at once do not each count on the other.
 * @throws Refusal conflict with what to do first
 */
export async function keepWayIn(context: GenericEndpointContext): Promise<void> {
  const session = await getSessionFromCtx(context)
  if (!session) return
  const { id } = session.user
  await unitUnderWay()?.execute(sql`select from "user" where id = ${id} for update`)
  const accounts = await unitDatabase
    .select({ id: account.id, provider: account.providerId })
    .from(account)
    .where(eq(account.userId, id))
  const going = accounts.find((each) => each.id === context.body?.accountId)
  // better-auth says what there is to say.
  if (!going) return
  if (accounts.some((each) => each !== going && offered.has(each.provider))) return
  if (app.signIn.passkey && (await hasPasskey(id))) return
  throw new Refusal(
    'conflict',
    'This is how you sign in. Set a password, add a passkey or link another account first.',
  )
}

async function hasPasskey(userId: string): Promise<boolean> {
  const found = await unitDatabase
    .select({ id: passkey.id })
    .from(passkey)
    .where(eq(passkey.userId, userId))
    .limit(1)
  return found.length > 0
}
