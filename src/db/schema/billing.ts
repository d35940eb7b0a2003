import { sql } from 'drizzle-orm'
import {
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core'
import { organization } from './auth'
import { applicationPolicy, ownerPolicy, readOnlyPolicy } from './roles'

// What the billing room keeps beside better-auth's `subscription`. Only that room writes it.

const moment = (name: string) => timestamp(name, { withTimezone: true })

/** An event of Stripe's, once by its id: stored before it is acknowledged, and worked afterwards. */
export const stripeEvent = pgTable(
  'stripe_event',
  {
    /** Stripe's: `evt_…`. */
    id: text().primaryKey(),
    type: text().notNull(),
    customerId: text('customer_id'),
    /** When it happened, by Stripe's clock. */
    createdAt: moment('created_at').notNull(),
    receivedAt: moment('received_at').notNull().defaultNow(),
    /** How often it came. */
    deliveries: integer().notNull().default(1),
    /** `waiting`, `done`, `ignored` (nobody's here, or of no concern) or `failed` (waits for a replay). */
    state: text().notNull().default('waiting'),
    attempts: integer().notNull().default(0),
    /** Why it failed or was ignored: a sentence without anybody's data. */
    reason: text(),
    workedAt: moment('worked_at'),
    payload: jsonb().$type<unknown>().notNull(),
  },
  (table) => [
    index('stripe_event_customer_id').on(table.customerId, table.createdAt),
    index('stripe_event_state').on(table.state, table.receivedAt),
    index('stripe_event_received_at').on(table.receivedAt, table.id),
    // The few that say that a subscription is over.
    index('stripe_event_ended')
      .on(table.createdAt)
      .where(sql`type = 'customer.subscription.deleted'`),
  ],
)

/** What is known of an organization's bill besides its subscriptions. */
export const billingAccount = pgTable(
  'billing_account',
  {
    organizationId: text('organization_id')
      .primaryKey()
      .references(() => organization.id, { onDelete: 'cascade' }),
    /** Until then somebody is changing the plan, and nobody else may. */
    busyUntil: moment('busy_until'),
    /** The payment page that is open, `cs_…`. */
    checkoutId: text('checkout_id'),
    /** Since when an invoice is owed; null where none is. */
    pastDueSince: moment('past_due_since'),
    /** What is paid with, in words: `Visa ending in 4242`; null where nothing is stored. */
    paymentMethod: text('payment_method'),
    /** What the subscription turns into at the end of its period; null where it stays. */
    nextPlan: text('next_plan'),
    nextInterval: text('next_interval'),
    /** A plan given by hand, and until when: reading Stripe leaves it as it is. */
    grantedPlan: text('granted_plan'),
    grantedUntil: moment('granted_until'),
    /** When Stripe was last read, by our clock. */
    readAt: moment('read_at'),
  },
  () => [applicationPolicy(), readOnlyPolicy(), ownerPolicy()],
)

/** Who has had a trial: it outlives organization and account, so that neither is made anew for another one. */
export const trial = pgTable(
  'trial',
  {
    /** Stripe's subscription, `sub_…`. */
    subscriptionId: text('subscription_id').primaryKey(),
    organizationId: text('organization_id').notNull(),
    /** Who started it; null where Stripe does not say. */
    userId: text('user_id'),
    startedAt: moment('started_at').notNull(),
  },
  (table) => [
    index('trial_organization_id').on(table.organizationId),
    index('trial_user_id').on(table.userId),
    applicationPolicy(),
    readOnlyPolicy(),
    ownerPolicy(),
  ],
)

/** What reconciliation found different from Stripe, and set right. */
export const billingDrift = pgTable(
  'billing_drift',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organization.id, { onDelete: 'cascade' }),
    at: moment('at').notNull().defaultNow(),
    subscriptionId: text('subscription_id'),
    /** By field: what stood here, and what Stripe said. */
    found: jsonb().$type<Record<string, { here: unknown; stripe: unknown }>>().notNull(),
  },
  (table) => [
    index('billing_drift_organization_id').on(table.organizationId, table.id),
    applicationPolicy(),
    readOnlyPolicy(),
    ownerPolicy(),
  ],
)

/** Which letters about the bill were written, so that each is written once. */
export const billingLetter = pgTable(
  'billing_letter',
  {
    organizationId: text('organization_id')
      .notNull()
      .references(() => organization.id, { onDelete: 'cascade' }),
    /** What it is about: `receipt of in_…`. */
    about: text().notNull(),
    at: moment('at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.about] }),
    applicationPolicy(),
    readOnlyPolicy(),
    ownerPolicy(),
  ],
)
