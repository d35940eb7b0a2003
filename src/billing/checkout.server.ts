import { and, eq, gt, inArray, isNotNull, ne, or, sql } from 'drizzle-orm'
import Stripe from 'stripe'
import type { Action } from '~/audit/actions'
import type { Database } from '~/db/client'
import { audit, billingAccount, member } from '~/db/schema'
import { asAuditor } from '~/db/tenant'
import { stripe } from './stripe.server'

type Organization = { id: string }

/**
 * Closes every payment page of a customer that is still open, as Stripe knows them: one that we forgot, too. A page
 * that is paid at this moment cannot be closed; what was bought is found when the customer is read.
 */
export async function closePages(customer: string): Promise<void> {
  const open = stripe.checkout.sessions.list({ customer, status: 'open', limit: 100 })
  for await (const { id } of open) await closePage(id)
}

/** Remembers the payment page that an organization has open. */
export async function rememberPage(
  db: Pick<Database, 'insert'>,
  { id: organizationId }: Organization,
  checkoutId: string,
): Promise<void> {
  await db
    .insert(billingAccount)
    .values({ organizationId, checkoutId })
    .onConflictDoUpdate({ target: billingAccount.organizationId, set: { checkoutId } })
}

/** The organization whose payment page this is, if it is one of this person's. */
export async function organizationOfPage(
  db: Pick<Database, 'select'>,
  checkoutId: string,
  person: { id: string },
): Promise<Organization | undefined> {
  const [found] = await db
    .select({ id: billingAccount.organizationId })
    .from(billingAccount)
    .innerJoin(member, eq(member.organizationId, billingAccount.organizationId))
    .where(and(eq(billingAccount.checkoutId, checkoutId), eq(member.userId, person.id)))
  return found
}

/**
 * After somebody opened a payment page that offers them a trial: the pages that offer them one for other
 * organizations are closed, so that of several only one can be taken; also where they have left that organization.
 * Theirs is remembered already: of two at once the later one sees the earlier.
 * @returns whether one of the others was taken already, and not read yet
 */
export async function closeOtherTrials(
  db: Pick<Database, 'select' | 'transaction'>,
  person: { id: string },
  { id: here }: Organization,
): Promise<boolean> {
  const { organizationId, checkoutId } = billingAccount
  const theirs = db
    .select({ id: member.organizationId })
    .from(member)
    .where(eq(member.userId, person.id))
  const pages = await db
    .select({ id: checkoutId })
    .from(billingAccount)
    .where(
      and(
        or(
          inArray(organizationId, theirs),
          inArray(organizationId, await wherePagesWereOpened(db, person)),
        ),
        ne(organizationId, here),
        isNotNull(checkoutId),
      ),
    )
  let taken = false
  for (const { id } of pages) {
    const page = id ? await findPage(id) : undefined
    if (page?.metadata?.trialOf !== person.id) continue
    if (page.status === 'open') await closePage(page.id)
    if (page.status === 'complete') taken = true
  }
  return taken
}

/** The organizations for which somebody opened a payment page that may be open still: at Stripe's they last a day. */
async function wherePagesWereOpened(
  db: Pick<Database, 'transaction'>,
  person: { id: string },
): Promise<string[]> {
  const lines = await db.transaction((tx) =>
    asAuditor(tx, (log) =>
      log
        .selectDistinct({ id: audit.organizationId })
        .from(audit)
        .where(
          and(
            eq(audit.actorId, person.id),
            eq(audit.action, 'subscription.page_opened' satisfies Action),
            gt(audit.at, sql`now() - interval '2 days'`),
          ),
        ),
    ),
  )
  return lines.flatMap(({ id }) => id ?? [])
}

/** Undefined for one that Stripe does not know any more. */
function findPage(id: string): Promise<Stripe.Checkout.Session | undefined> {
  return unlessRefused(stripe.checkout.sessions.retrieve(id))
}

/** Closes a payment page. One that was paid, or ran out, in between stays as it is. */
export async function closePage(id: string): Promise<void> {
  await unlessRefused(stripe.checkout.sessions.expire(id))
}

async function unlessRefused<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError) return undefined
    throw error
  }
}
