import { isAPIError } from 'better-auth/api'
import { and, desc, eq } from 'drizzle-orm'
import { auth } from '~/auth/auth.server'
import { db } from '~/db/client'
import { account } from '~/db/schema/auth'
import { Refusal } from '~/refusal'

const underWay = new Map<string, Promise<string>>()

/**
 * A token with which our own server code may speak to a provider for a person, for as far as the person allowed it;
 * renewed where it is about to end. It is for requests from this server only: never for an answer, a log or a page.
 * @throws Refusal not_found when the person has no account there that we know of, conflict when the provider gives
 * no new token and the account must be linked again
 */
export async function accessTokenFor(userId: string, provider: string): Promise<string> {
  const [linked] = await db
    .select({ id: account.id })
    .from(account)
    .where(and(eq(account.userId, userId), eq(account.providerId, provider)))
    .orderBy(desc(account.updatedAt))
    .limit(1)
  if (!linked) throw new Refusal('not_found', 'This account is not linked.')
  // Some providers take a renewing token once: two who ask at once share the answer.
  const asked = underWay.get(linked.id) ?? ask(linked.id, userId)
  underWay.set(linked.id, asked)
  return asked.finally(() => underWay.delete(linked.id))
}

async function ask(accountId: string, userId: string): Promise<string> {
  try {
    const { accessToken } = await auth.api.getAccessToken({ body: { accountId, userId } })
    if (accessToken) return accessToken
  } catch (error) {
    if (!isAPIError(error) || error.statusCode >= 500) throw error
  }
  throw new Refusal('conflict', 'This account has to be linked again.')
}
