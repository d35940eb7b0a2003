import { and, eq, isNotNull, ne } from 'drizzle-orm'
import Stripe from 'stripe'
import type { Database } from '~/db/client'
import { billingAccount, member } from '~/db/schema'
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
 * organizations are closed, so that of several only one can be taken. Theirs is remembered already: of two at once
 * the later one sees the earlier.
 */
export async function closeOtherTrials(
  db: Pick<Database, 'select'>,
  person: { id: string },
  { id: here }: Organization,
): Promise<void> {
  const pages = await db
    .select({ id: billingAccount.checkoutId })
    .from(billingAccount)
    .innerJoin(member, eq(member.organizationId, billingAccount.organizationId))
    .where(
      and(
        eq(member.userId, person.id),
        ne(billingAccount.organizationId, here),
        isNotNull(billingAccount.checkoutId),
      ),
    )
  for (const { id } of pages) {
    const page = id ? await findPage(id) : undefined
    if (page?.status === 'open' && page.metadata?.trialOf === person.id) await closePage(page.id)
  }
}

/** Undefined for one that Stripe does not know any more. */
function findPage(id: string): Promise<Stripe.Checkout.Session | undefined> {
  return unlessRefused(stripe.checkout.sessions.retrieve(id))
}

/** One that was paid, or ran out, in between stays as it is. */
async function closePage(id: string): Promise<void> {
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
