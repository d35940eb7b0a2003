import app from 'app.config'
import { and, eq, sql } from 'drizzle-orm'
import type Stripe from 'stripe'
import type { Transaction } from '~/db/client'
import { billingLetter } from '~/db/schema'
import type { Letter } from '~/email/letters'
import { send } from '~/email/send.server'
import { env } from '~/env.server'
import { planById, planByLookupKey } from './catalog'
import { billingNow } from './clock.server'

const day = 86_400
/** Nobody is told of what happened longer ago, in seconds: a customer who moved here brings a history along. */
const recent = 4 * day
/** A trial's end is told this long before, in seconds, as Stripe does. */
const ahead = 3 * day

type Organization = { id: string; name: string; slug: string }
type Subject = {
  organization: Organization
  subscription: Stripe.Subscription
  /** What is paid with, in words; null where nothing is stored. */
  paymentMethod: string | null
  /** By the bill's clock, in seconds. */
  now: number
}

type Name = 'trial-ending' | 'payment-failed' | 'receipt' | 'plan-cancelled'
/** A letter to whoever looks after the bill; `about` makes it one letter, however often Stripe is read. */
type News = { [Each in Name]: Omit<Letter<Each>, 'to'> & { letter: Each; about: string } }[Name]

/**
 * Writes to those who look after the bill what they must know of it, each thing once: called with what was just read,
 * in the transaction that writes it down, so that a lost event loses no letter.
 * @param read.subscriptions with `latest_invoice` and `default_payment_method` expanded
 */
export async function afterReading(
  tx: Transaction,
  read: {
    organization: Organization
    subscriptions: Stripe.Subscription[]
    paymentMethod: string | null
  },
): Promise<void> {
  const { organization, paymentMethod } = read
  const now = billingNow().getTime() / 1_000
  for (const subscription of read.subscriptions) {
    const subject = { organization, subscription, paymentMethod, now }
    for (const news of newsOf(subject)) await tell(tx, organization, news)
  }
}

/** Lets the end of a trial be told once more: it was moved. */
export async function untellTrial(
  tx: Transaction,
  { id }: { id: string },
  subscriptionId: string,
): Promise<void> {
  const { organizationId, about } = billingLetter
  await tx
    .delete(billingLetter)
    .where(and(eq(organizationId, id), eq(about, aboutTrial(subscriptionId))))
}

const aboutTrial = (subscriptionId: string) => `trial of ${subscriptionId}`

function newsOf(subject: Subject): News[] {
  return [
    trialEnding(subject),
    paymentFailed(subject),
    receipt(subject),
    cancelled(subject),
    ended(subject),
  ].filter((news) => news !== undefined)
}

function trialEnding(subject: Subject): News | undefined {
  const { subscription, paymentMethod, now } = subject
  const { status, trial_end: end } = subscription
  if (status !== 'trialing' || !end || end - now > ahead || end <= now) return undefined
  if (endOf(subscription)) return undefined
  const props = { endsAt: iso(end), ...(paymentMethod ? { paymentMethod } : {}) }
  return {
    letter: 'trial-ending',
    about: aboutTrial(subscription.id),
    props: { ...heading(subject), ...props },
  }
}

function paymentFailed(subject: Subject): News | undefined {
  const { subscription, now } = subject
  const invoice = invoiceOf(subscription)
  if (!invoice || !['past_due', 'unpaid'].includes(subscription.status)) return undefined
  if (invoice.status !== 'open' || invoice.attempt_count === 0) return undefined
  const { amount_remaining: amount, currency, created } = invoice
  const until = iso(Math.max(now, created) + app.billing.graceDays * day)
  return {
    letter: 'payment-failed',
    about: `failed ${invoice.id}`,
    props: { ...heading(subject), amount, currency, until },
  }
}

function receipt(subject: Subject): News | undefined {
  const invoice = invoiceOf(subject.subscription)
  const paidAt = invoice?.status_transitions.paid_at
  if (!invoice || !paidAt || invoice.amount_paid === 0) return undefined
  if (subject.now - paidAt > recent) return undefined
  const { number, amount_paid: amount, currency } = invoice
  return {
    letter: 'receipt',
    about: `receipt of ${invoice.id}`,
    props: { ...heading(subject), number: number ?? '', amount, currency, paidAt: iso(paidAt) },
  }
}

function cancelled(subject: Subject): News | undefined {
  const { id, ended_at: over, canceled_at: at } = subject.subscription
  const end = endOf(subject.subscription)
  if (!end || over || !at || subject.now - at > recent) return undefined
  return {
    letter: 'plan-cancelled',
    about: `${id} cancelled at ${at}`,
    props: { ...heading(subject), endsAt: iso(end) },
  }
}

function ended(subject: Subject): News | undefined {
  const { id, status, ended_at: at } = subject.subscription
  if (status !== 'canceled' || !at || subject.now - at > recent) return undefined
  return { letter: 'plan-cancelled', about: `${id} ended`, props: heading(subject) }
}

function heading({ organization: { name, slug }, subscription }: Subject) {
  return {
    organization: name,
    plan: planName(subscription),
    url: `${env.APP_URL}/app/${slug}/billing`,
  }
}

/** To everybody who looks after the bill; the letters exist if and only if the transaction commits. */
async function tell(tx: Transaction, { id }: Organization, { about, ...letter }: News) {
  const written = await tx
    .insert(billingLetter)
    .values({ organizationId: id, about })
    .onConflictDoNothing()
    .returning()
  if (written.length === 0) return
  for (const to of await payers(tx, id)) await send({ ...letter, to }, { tx })
}

/** The addresses of the owners, and of whoever has a role of the organization's own that manages its bill. */
async function payers(tx: Transaction, organizationId: string): Promise<string[]> {
  const { rows } = await tx.execute<{ email: string }>(sql`
    select u.email from member m join "user" u on u.id = m.user_id
    where m.organization_id = ${organizationId} and string_to_array(m.role, ',') && (
      array['owner'] || array(select r.role from organization_role r
        where r.organization_id = ${organizationId} and r.permission::jsonb -> 'billing' ? 'manage'))
    order by u.email`)
  return rows.map(({ email }) => email)
}

function planName({ items, metadata }: Stripe.Subscription): string {
  const key = items.data[0]?.price.lookup_key ?? null
  return (planByLookupKey(key)?.plan ?? planById(metadata.plan ?? ''))?.name ?? app.name
}

function invoiceOf({ latest_invoice: invoice }: Stripe.Subscription): Stripe.Invoice | undefined {
  return typeof invoice === 'object' && invoice ? invoice : undefined
}

/** When a subscription that goes on will end; undefined where it does not. */
function endOf(subscription: Stripe.Subscription): number | undefined {
  const { cancel_at: at, cancel_at_period_end: atPeriodEnd, items } = subscription
  return at ?? (atPeriodEnd ? items.data[0]?.current_period_end : undefined)
}

const iso = (seconds: number) => new Date(seconds * 1_000).toISOString()
