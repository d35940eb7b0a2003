import type Stripe from 'stripe'
import { shareLeft } from './discounts.ts'
import { nameOf, pricingOf } from './invoice-lines.ts'
import { invoiceNow } from './invoices.ts'
import { idOf } from './lists.ts'
import { decimal } from './money.ts'
import { beginPeriod, periodOf, recurrenceOf } from './periods.ts'
import { emit, newId, nowIn, type World } from './world.ts'

type Item = Stripe.SubscriptionItem
export type ProrationBehavior = 'create_prorations' | 'always_invoice' | 'none'

/**
 * What a change of a subscription's items costs. To be called when the items are changed already; the caller tells of
 * the subscription. Another interval begins a new period now, which is paid now. Nothing is prorated in a trial.
 * @param before the items as they were
 * @param at the moment from which it counts
 */
export function settleItems(
  world: World,
  subscription: Stripe.Subscription,
  before: readonly Item[],
  behavior: ProrationBehavior,
  at = nowIn(world),
): void {
  if (subscription.status !== 'active' && subscription.status !== 'past_due') return
  const end = Math.min(...before.map((item) => item.current_period_end))
  if (at >= end) return
  if (behavior !== 'none') prorate(world, subscription, before, at)
  if (changesInterval(before, subscription.items.data)) {
    subscription.billing_cycle_anchor = at
    beginPeriod(subscription, at)
    invoiceNow(world, subscription, 'subscription_update', true)
  } else if (behavior === 'always_invoice') {
    invoiceNow(world, subscription, 'subscription_update')
  }
}

/** Puts what a change of items gives back and costs until the period's end onto the next invoice. */
export function prorate(
  world: World,
  subscription: Stripe.Subscription,
  before: readonly Item[],
  at: number,
): void {
  const after = subscription.items.data
  const renewed = changesInterval(before, after)
  const put = (item: Item, unused: boolean) => putItem(world, subscription, item, unused, at)
  for (const item of before) if (renewed || !stands(item, after)) put(item, true)
  if (renewed) return
  for (const item of after) if (!stands(item, before)) put(item, false)
}

/** Whether items are paid in another rhythm than before. */
export function changesInterval(before: readonly Item[], after: readonly Item[]): boolean {
  const [was, is] = [before[0], after[0]]
  if (!was || !is) return false
  const [then, now] = [recurrenceOf(was), recurrenceOf(is)]
  return then.interval !== now.interval || then.interval_count !== now.interval_count
}

function stands(item: Item, items: readonly Item[]): boolean {
  return items.some(
    ({ id, price, quantity }) =>
      id === item.id && price.id === item.price.id && quantity === item.quantity,
  )
}

function putItem(
  world: World,
  subscription: Stripe.Subscription,
  item: Item,
  unused: boolean,
  at: number,
): void {
  const { start, end } = unused
    ? { start: item.current_period_start, end: item.current_period_end }
    : periodOf(subscription)
  const share = Math.min(1, (end - at) / (end - start))
  const quantity = item.quantity ?? 1
  const full = quantity * (item.price.unit_amount ?? 0) * shareLeft(world, subscription, at)
  const amount = Math.round(full * share) * (unused ? -1 : 1)
  // Nothing is no line, and no minus nothing either.
  if (amount === 0) return
  const what = `${quantity} × ${nameOf(world, item)} after ${dayOf(at)}`
  const invoiceItem: Stripe.InvoiceItem = {
    id: newId('ii'),
    object: 'invoiceitem',
    amount,
    currency: subscription.currency,
    customer: idOf(subscription.customer),
    customer_account: null,
    date: nowIn(world),
    description: `${unused ? 'Unused' : 'Remaining'} time on ${what}`,
    discountable: false,
    discounts: [],
    invoice: null,
    livemode: false,
    metadata: {},
    net_amount: amount,
    parent: {
      type: 'subscription_details',
      subscription_details: { subscription: subscription.id, subscription_item: item.id },
    },
    period: { start: at, end },
    pricing: pricingOf(item.price, item.price.unit_amount ?? 0),
    proration: true,
    quantity,
    quantity_decimal: decimal(quantity),
    tax_rates: [],
    test_clock: null,
  }
  world.invoiceItems.set(invoiceItem.id, invoiceItem)
  emit(world, 'invoiceitem.created', invoiceItem)
}

/** "03 May 2026" */
function dayOf(at: number): string {
  return new Date(at * 1_000).toLocaleDateString('en-GB', {
    day: '2-digit',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })
}
