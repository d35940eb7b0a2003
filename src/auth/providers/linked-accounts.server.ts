import { and, asc, eq, ne } from 'drizzle-orm'
import { db } from '~/db/client'
import { account } from '~/db/schema/auth'
import { knownProviders } from '~/providers.server'
import { offeredProviders } from './providers.server'

/** A person's account at a provider, as they may see it: nothing that opens anything. */
export type LinkedAccount = { id: string; provider: string; name: string; since: Date }

/** The accounts at providers that sign this person in, the oldest first. */
export async function linkedAccounts(userId: string): Promise<LinkedAccount[]> {
  const rows = await db
    .select({ id: account.id, provider: account.providerId, since: account.createdAt })
    .from(account)
    .where(and(eq(account.userId, userId), ne(account.providerId, 'credential')))
    .orderBy(asc(account.createdAt), asc(account.id))
  return rows.map((row) => ({ ...row, name: providerName(row.provider) }))
}

/** As people know it; also of one that was offered once. */
export function providerName(provider: string): string {
  const offered = offeredProviders.find(({ id }) => id === provider)
  return offered?.name ?? knownProviders[provider]?.name ?? provider
}
