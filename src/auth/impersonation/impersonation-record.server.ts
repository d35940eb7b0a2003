import app from 'app.config'
import { and, eq, gte, sql } from 'drizzle-orm'
import { append, type Who } from '~/audit/append.server'
import { page } from '~/auth/sign-in/own-pages.server'
import { unitDatabase } from '~/auth/unit.server'
import { db, type Transaction } from '~/db/client'
import { audit, member, user } from '~/db/schema'
import { withTenant } from '~/db/tenant'
import { send } from '~/email/send.server'
import type { Impersonation } from './impersonation-lookup.server'

/** Whoever looks, through whose eyes, and in which organization; null where it is about the account alone. */
export type Looking = Who & {
  user: { id: string; name: string }
  session: { id: string }
  impersonation: Impersonation
  organization: { id: string; name: string; slug: string } | null
}

/** What this process has written down, and in which minute. Another process may write it once more. */
const written = new Map<string, number>()
const most = 10_000

/**
 * Writes down that somebody was shown something through somebody else's eyes, before they are shown it: one line for
 * each door, organization and minute of a look (docs/decisions/017-looking-through-eyes.md). The first one in an
 * organization also says why, and its owners get a letter where `app.config.ts` says so.
 * @param at the name of the door, or better-auth's path
 */
export async function recordLook(looking: Looking, at: string): Promise<void> {
  const { session, organization } = looking
  const minute = Math.floor(Date.now() / 60_000)
  const key = JSON.stringify([session.id, organization?.id, at])
  if (written.get(key) === minute) return
  const details = { ...personOf(looking), at }
  await within(looking, async (tx) => {
    if (organization) await enter({ ...looking, organization }, tx)
    await append({ ...looking, tx }, 'impersonation.looked', details)
  })
  if (written.size >= most) written.clear()
  written.set(key, minute)
}

/** Writes down what somebody was refused: also where all that was done besides is undone. */
export async function recordRefusal(looking: Looking, at: string): Promise<void> {
  const details = { ...personOf(looking), at }
  await within(looking, (tx) => append({ ...looking, tx }, 'impersonation.refused', details))
}

/** In a transaction of its own, which no refusal undoes. */
function within({ organization, user }: Looking, write: (tx: Transaction) => Promise<void>) {
  return organization ? withTenant({ organization, user }, write) : db.transaction(write)
}

type Entering = Looking & { organization: NonNullable<Looking['organization']> }

/** Once for each look and organization, however many pages are asked for at once. */
async function enter(looking: Entering, tx: Transaction): Promise<void> {
  const { organization, session, impersonation } = looking
  const once = `look ${session.id} ${organization.id}`
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${once}, 0))`)
  const entered = and(
    eq(audit.organizationId, organization.id),
    eq(audit.action, 'impersonation.entered'),
    eq(audit.sessionId, session.id),
    gte(audit.at, impersonation.startedAt),
  )
  if ((await tx.$count(audit, entered)) > 0) return
  const details = { ...personOf(looking), reason: impersonation.reason }
  await append({ ...looking, tx }, 'impersonation.entered', details)
  if (app.operating.tellOwners) await tellOwners(looking, tx)
}

async function tellOwners({ organization, user, impersonation }: Entering, tx: Transaction) {
  for (const owner of await ownersOf(organization.id)) {
    const props = {
      name: owner.name,
      operator: impersonation.operatorName,
      person: user.name,
      organization: organization.name,
      reason: impersonation.reason,
      at: new Date().toISOString(),
      url: page(`/app/${organization.slug}/audit`),
    }
    await send({ letter: 'operator-looked', to: owner.email, props }, { tx })
  }
}

/** Whoever looks may not see every owner; the application does. */
function ownersOf(organizationId: string) {
  return unitDatabase
    .select({ name: user.name, email: user.email })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(
      and(
        eq(member.organizationId, organizationId),
        sql`'owner' = any(string_to_array(${member.role}, ','))`,
      ),
    )
}

const personOf = ({ user: { id, name } }: Looking) => ({ userId: id, name })
