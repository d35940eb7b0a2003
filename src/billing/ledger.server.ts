import { and, eq, isNull, or, sql } from 'drizzle-orm'
import type Stripe from 'stripe'
import type { Transaction } from '~/db/client'
import { billingAccount, billingDrift, organization, subscription, trial } from '~/db/schema'
import { type Facts, moment } from './facts'

// What is written down of Stripe's word. Only reading.server.ts calls these, under the customer's lock.

export type Row = typeof subscription.$inferSelect
export type Organization = { id: string; name: string; slug: string; customerId: string | null }

/** By field: what stood here, and what Stripe says. */
export type Difference = Record<string, { here: unknown; stripe: unknown }>

/** The organization that a customer of Stripe's is; null where it is none of ours. */
export async function findOrganization(
  tx: Transaction,
  customerId: string,
  toldId: string | undefined,
): Promise<Organization | null> {
  const { id, name, slug, stripeCustomerId } = organization
  const subscribed = sql`exists (select 1 from ${subscription}
    where ${subscription.referenceId} = ${id} and ${subscription.stripeCustomerId} = ${customerId})`
  const found = await tx
    .select({ id, name, slug, customerId: stripeCustomerId })
    .from(organization)
    .where(or(eq(stripeCustomerId, customerId), subscribed, eq(id, toldId ?? '')))
    .orderBy(sql`${stripeCustomerId} = ${customerId} desc nulls last`, sql`${subscribed} desc`)
    .limit(1)
    // Whoever deletes it waits, instead of waiting in a circle for the rows that are written next.
    .for('key share', { of: organization })
  return found[0] ?? null
}

/** Makes a customer the organization's own, where it has none; the plugin may have died before it could say so. */
export async function adopt(tx: Transaction, of: Organization, customerId: string) {
  if (of.customerId) return of
  await tx
    .update(organization)
    .set({ stripeCustomerId: customerId })
    .where(and(eq(organization.id, of.id), isNull(organization.stripeCustomerId)))
  return { ...of, customerId }
}

/** Lets go of a customer that is no more: the next payment page makes another. */
export async function release(tx: Transaction, customerId: string): Promise<void> {
  await tx
    .update(organization)
    .set({ stripeCustomerId: null })
    .where(eq(organization.stripeCustomerId, customerId))
}

/** All that stands here of an organization's bill. */
export async function ledgerOf(tx: Transaction, organizationId: string) {
  const rows = await tx
    .select()
    .from(subscription)
    .where(eq(subscription.referenceId, organizationId))
    .orderBy(subscription.id)
  const accounts = await tx
    .select()
    .from(billingAccount)
    .where(eq(billingAccount.organizationId, organizationId))
  return { rows, account: accounts[0] ?? null }
}

/** Writes a subscription's facts: into its row, into the one that its payment page began, or into a new one. */
export async function writeFacts(
  tx: Transaction,
  { id: referenceId }: Organization,
  row: Row | undefined,
  facts: Facts,
): Promise<Difference> {
  const difference = compare(row, facts)
  if (!row) {
    await tx.insert(subscription).values({ id: crypto.randomUUID(), referenceId, ...facts })
  } else if (Object.keys(difference).length > 0) {
    await tx.update(subscription).set(facts).where(eq(subscription.id, row.id))
  }
  return difference
}

/** A subscription that Stripe has no more has ended. */
export async function writeEnd(tx: Transaction, { id, status }: Row, endedAt: Date) {
  await tx.update(subscription).set({ status: 'canceled', endedAt }).where(eq(subscription.id, id))
  return { status: { here: status, stripe: 'canceled' } }
}

type Account = Omit<
  typeof billingAccount.$inferSelect,
  'organizationId' | 'busyUntil' | 'checkoutId' | 'grantedPlan' | 'grantedUntil'
>

export async function writeAccount(
  tx: Transaction,
  { id: organizationId }: Organization,
  before: Account | null,
  account: Account,
): Promise<Difference> {
  await tx
    .insert(billingAccount)
    .values({ organizationId, ...account })
    .onConflictDoUpdate({ target: billingAccount.organizationId, set: account })
  const { readAt: _, ...said } = account
  return compare(before ?? undefined, said)
}

/** Who has had a trial has had one. */
export async function writeTrials(
  tx: Transaction,
  { id: organizationId }: Organization,
  told: readonly Stripe.Subscription[],
): Promise<void> {
  const trials = told.flatMap(({ id: subscriptionId, trial_start, metadata }) => {
    const startedAt = moment(trial_start)
    return startedAt
      ? [{ subscriptionId, organizationId, userId: metadata.userId ?? null, startedAt }]
      : []
  })
  if (trials.length > 0) await tx.insert(trial).values(trials).onConflictDoNothing()
}

export async function writeDrift(
  tx: Transaction,
  { id: organizationId }: Organization,
  subscriptionId: string | null,
  found: Difference,
): Promise<void> {
  await tx.insert(billingDrift).values({ organizationId, subscriptionId, found })
}

function compare(here: Record<string, unknown> | undefined, told: object): Difference {
  return Object.fromEntries(
    Object.entries(told)
      .map(([field, stripe]) => [field, { here: here?.[field] ?? null, stripe }] as const)
      .filter(([, { here: stands, stripe }]) => !isSame(stands, stripe)),
  )
}

function isSame(one: unknown, other: unknown): boolean {
  if (one instanceof Date && other instanceof Date) return one.getTime() === other.getTime()
  return one === other
}
