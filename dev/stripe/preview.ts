import type Stripe from 'stripe'
import { draft, pendingItems } from './invoices.ts'
import { idOf } from './lists.ts'
import { beginPeriod, hour, periodOf } from './periods.ts'
import { type ProrationBehavior, settleItems } from './proration.ts'
import { phaseFrom, takePhase } from './schedules.ts'
import { emit, newId, nowIn, type World } from './world.ts'

type Items = Stripe.SubscriptionItem[]

/** What the next invoice of a subscription will be, as things stand; written nowhere. */
export function upcomingInvoice(world: World, subscription: Stripe.Subscription): Stripe.Invoice {
  const { start, end } = periodOf(subscription)
  const copy = aside(world, subscription, end)
  const { subscription: later } = copy
  const phase = phaseFrom(world, subscription, end)
  if (phase) takePhase(copy.world, later, phase)
  later.status = 'active'
  beginPeriod(later, end)
  const invoice = draft(copy.world, later, 'subscription_cycle', true)
  return { ...invoice, ...asPreview(invoice, end + hour), period_start: start }
}

/**
 * What the next invoice would be if the items were these: the one that the change makes at once, or else the one of
 * the renewal with what the change costs until then.
 */
export function invoiceAfterChange(
  world: World,
  subscription: Stripe.Subscription,
  items: Items,
  behavior: ProrationBehavior,
  at = nowIn(world),
): Stripe.Invoice {
  const copy = aside(world, subscription, nowIn(world))
  const before = copy.subscription.items.data
  copy.subscription.items.data = structuredClone(items)
  settleItems(copy.world, copy.subscription, before, behavior, at)
  const now = [...copy.world.invoices.values()].at(-1)
  const invoice = now ?? upcomingInvoice(copy.world, copy.subscription)
  return {
    ...invoice,
    ...asPreview(invoice, now ? null : invoice.next_payment_attempt),
    parent: invoice.parent && {
      ...invoice.parent,
      subscription_details: invoice.parent.subscription_details && {
        ...invoice.parent.subscription_details,
        subscription_proration_date: at,
      },
    },
  }
}

/** Says what the next invoice will be, a week before. */
export function announceInvoice(world: World, subscription: Stripe.Subscription): void {
  emit(world, 'invoice.upcoming', upcomingInvoice(world, subscription))
}

/** A world with this subscription only, at a moment: what is tried there changes nothing here. */
function aside(world: World, subscription: Stripe.Subscription, at: number) {
  const copy = structuredClone(subscription)
  const apart: World = {
    ...world,
    standsAt: at,
    subscriptions: new Map([[copy.id, copy]]),
    schedules: copiesOf(world.schedules, [idOf(copy.schedule)]),
    customers: copiesOf(world.customers, [idOf(copy.customer)]),
    invoices: new Map(),
    invoiceItems: copiesOf(
      world.invoiceItems,
      pendingItems(world, copy).map(({ id }) => id),
    ),
    events: new Map(),
  }
  return { world: apart, subscription: copy }
}

function copiesOf<Kind>(all: Map<string, Kind>, ids: (string | null)[]): Map<string, Kind> {
  return new Map(
    ids.flatMap((id) => {
      const found = all.get(id ?? '')
      return id && found ? [[id, structuredClone(found)] as const] : []
    }),
  )
}

/** An invoice that nobody has made yet has no number and no pages. */
function asPreview(invoice: Stripe.Invoice, attempt: number | null) {
  const blank = {
    finalized_at: null,
    marked_uncollectible_at: null,
    paid_at: null,
    voided_at: null,
  }
  return {
    id: newId('upcoming_in'),
    status: 'draft' as const,
    number: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    amount_paid: 0,
    amount_remaining: invoice.amount_due,
    attempt_count: 0,
    attempted: false,
    auto_advance: true,
    effective_at: null,
    next_payment_attempt: attempt,
    status_transitions: blank,
  }
}
