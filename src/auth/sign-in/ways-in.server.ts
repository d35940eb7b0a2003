import app from 'app.config'
import type { GenericEndpointContext } from 'better-auth'
import { getSessionFromCtx } from 'better-auth/api'
import { eq, sql } from 'drizzle-orm'
import { offeredProviders } from '~/auth/providers/providers.server'
import { unitDatabase } from '~/auth/unit.server'
import { account, passkey, user } from '~/db/schema'
import { Refusal } from '~/refusal'

/** The fields that name what is taken away, by path. */
const takenBy: Record<string, 'id' | 'accountId'> = {
  '/passkey/delete-passkey': 'id',
  '/unlink-account': 'accountId',
}

/**
 * Before a passkey, the password or an account of a provider is taken from a person: they still get in without it.
 * The person's row is held until that is done, so that two at once do not each count on the other.
 * @throws Refusal conflict with what to do first
 */
export async function keepWayIn(context: GenericEndpointContext): Promise<void> {
  const field = takenBy[context.path]
  const session = field && (await getSessionFromCtx(context))
  if (!session) return
  const { id } = session.user
  await unitDatabase.execute(sql`select from ${user} where ${user.id} = ${id} for update`)
  const passkeys = await unitDatabase
    .select({ id: passkey.id, by: sql<string>`'passkey'` })
    .from(passkey)
    .where(eq(passkey.userId, id))
  const accounts = await unitDatabase
    .select({ id: account.id, by: account.providerId })
    .from(account)
    .where(eq(account.userId, id))
  const ways = [...passkeys, ...accounts]
  const going = ways.find((way) => way.id === context.body?.[field])
  // better-auth says what there is to say.
  if (!going) return
  const left = ways.filter((way) => way !== going).map(({ by }) => by)
  if (getsIn(app.signIn, left)) return
  throw new Refusal(
    'conflict',
    'This is how you sign in. Set a password, add a passkey or link another account first.',
  )
}

type Offered = Pick<typeof app.signIn, 'password' | 'magicLink' | 'mailedCode' | 'passkey'>

/**
 * Whether somebody still gets in by what is left to them: `passkey`, `credential` for a password, or providers by id.
 * A letter is a way in as well, for whoever has nothing else.
 */
export function getsIn(
  offered: Offered,
  left: string[],
  providers: string[] = offeredProviders.map(({ id }) => id),
): boolean {
  // Where passwords are offered, one is set by a letter too.
  if (offered.magicLink || offered.mailedCode || offered.password) return true
  const ways = [...providers, ...(offered.passkey ? ['passkey'] : [])]
  return left.some((way) => ways.includes(way))
}
