import { sql } from 'drizzle-orm'
import { append, type Who } from '~/audit/append.server'
import type { Transaction } from '~/db/client'
import { asTenant } from '~/db/tenant'
import { type AtStripe, askStripe, isOver } from './at-stripe.server'
import { type Because, linesFor } from './changes'
import { billingNow } from './clock.server'
import { underCustomerLock } from './customer-lock.server'
import { factsOf } from './facts'
import * as ledger from './ledger.server'
import { afterReading } from './letters.server'
import { type Standing, standingOf } from './standing'

/**
 * What made us look: an event of Stripe's, what a person did, members who came or went, or the schedule. It is written
 * beside each change.
 */
export type Cause =
  | { event: { id: string; type: string } }
  // Whoever they are besides, for the line: in which role, by which session.
  | { person: { id: string; name: string }; who?: Who }
  | { members: true }
  | { reconciliation: true }

export type Reading = {
  organizationId: string
  before: Standing
  after: Standing
  changed: boolean
  /** Subscriptions that go on at Stripe and whose price belongs to no plan: nothing was written of them. */
  unknown: string[]
}

/**
 * Asks Stripe what is true of a customer and writes it down, alone with it. However often and in whatever order it is
 * called, what stands here afterwards is what Stripe said last; each change is a line of the audit log.
 * @returns null for a customer that is no organization of ours
 */
export function readCustomer(customerId: string, cause: Cause): Promise<Reading | null> {
  return underCustomerLock(customerId, (tx) => readLocked(tx, customerId, cause))
}

/** The same for whoever holds the customer's lock already. */
export async function readLocked(
  tx: Transaction,
  customerId: string,
  cause: Cause,
): Promise<Reading | null> {
  const readAt = await timeHere(tx)
  const told = await askStripe(customerId)
  const found = await ledger.findOrganization(tx, customerId, told.organizationId)
  if (!found) return null
  const organization = told.deleted ? found : await ledger.adopt(tx, found, customerId)
  const before = await ledger.ledgerOf(tx, organization.id)
  const { differences, unknown } = await writeSubscriptions(
    tx,
    { organization, customerId, rows: before.rows },
    told,
  )
  // A second customer of one organization has no say in how the first one pays.
  if (organization.customerId === customerId) {
    const account = accountOf(told, before.account, unknown.length > 0 ? undefined : readAt)
    differences.push({
      id: null,
      found: await ledger.writeAccount(tx, organization, before.account, account),
    })
  }
  if (told.deleted) await ledger.release(tx, customerId)
  await ledger.writeTrials(tx, organization, told.subscriptions)

  const after = await ledger.ledgerOf(tx, organization.id)
  await writeLines(tx, organization, { before: before.rows, after: after.rows }, cause)
  await afterReading(tx, { ...told, organization })
  const changed = differences.filter(({ found: each }) => Object.keys(each).length > 0)
  if ('reconciliation' in cause) {
    for (const { id, found: each } of changed) await ledger.writeDrift(tx, organization, id, each)
  }
  const now = billingNow()
  return {
    organizationId: organization.id,
    before: standingOf(before.rows, before.account, now),
    after: standingOf(after.rows, after.account, now),
    changed: changed.length > 0,
    unknown,
  }
}

/** Before Stripe is asked, by the database's clock: what it knew then is in the answer. */
async function timeHere(tx: Transaction): Promise<Date> {
  const { rows } = await tx.execute<{ now: Date | string }>(sql`select clock_timestamp() as now`)
  return new Date(rows[0]?.now ?? 0)
}

async function writeSubscriptions(
  tx: Transaction,
  {
    organization,
    customerId,
    rows,
  }: { organization: ledger.Organization; customerId: string; rows: ledger.Row[] },
  { subscriptions }: AtStripe,
) {
  const differences: { id: string | null; found: ledger.Difference }[] = []
  const unknown: string[] = []
  const begun = new Map(rows.filter((row) => !row.stripeSubscriptionId).map((row) => [row.id, row]))
  for (const told of subscriptions) {
    const known = rows.find(({ stripeSubscriptionId: id }) => id === told.id)
    const facts = factsOf(told, known?.plan)
    if (!facts) {
      if (!isOver(told)) unknown.push(told.id)
      continue
    }
    const key = told.metadata.subscriptionId ?? ''
    const row = known ?? begun.get(key)
    if (!known) begun.delete(key)
    const found = await ledger.writeFacts(tx, organization, row, facts)
    differences.push({ id: told.id, found })
  }
  const there = new Set(subscriptions.map(({ id }) => id))
  for (const row of rows) {
    const { stripeSubscriptionId: id, stripeCustomerId, status } = row
    if (!id || there.has(id) || stripeCustomerId !== customerId || status === 'canceled') continue
    differences.push({ id, found: await ledger.writeEnd(tx, row, billingNow()) })
  }
  return { differences, unknown }
}

function accountOf(
  { paymentMethod, pastDueSince, next }: AtStripe,
  before: { pastDueSince: Date | null; readAt: Date | null } | null,
  readAt: Date | undefined,
) {
  return {
    paymentMethod,
    pastDueSince:
      pastDueSince === undefined ? (before?.pastDueSince ?? billingNow()) : pastDueSince,
    nextPlan: next?.plan ?? null,
    nextInterval: next?.billingInterval ?? null,
    readAt: readAt ?? before?.readAt ?? null,
  }
}

async function writeLines(
  tx: Transaction,
  organization: ledger.Organization,
  { before, after }: { before: ledger.Row[]; after: ledger.Row[] },
  cause: Cause,
): Promise<void> {
  const because = becauseOf(cause)
  const lines = after.flatMap((row) =>
    linesFor(
      before.find(({ id }) => id === row.id),
      row,
      because,
    ),
  )
  if (lines.length === 0) return
  const who = 'person' in cause ? (cause.who ?? { user: cause.person }) : { user: null }
  await asTenant(tx, { organization }, async (asked) => {
    for (const { action, details } of lines) {
      await append({ ...who, organization, tx: asked }, action, details)
    }
  })
}

function becauseOf(cause: Cause): Because {
  if ('event' in cause) return { event: cause.event.id }
  if ('person' in cause) return { person: cause.person.id }
  return 'members' in cause ? 'members' : 'reconciliation'
}
