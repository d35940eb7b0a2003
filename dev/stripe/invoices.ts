import type Stripe from 'stripe'
import { changing } from './changes.ts'
import { applyDiscounts, discountsOf, spend, takenOff } from './discounts.ts'
import { lineOfInvoiceItem, linesOfPeriod } from './invoice-lines.ts'
import { blankInvoice, type Reason } from './invoice-shape.ts'
import { idOf } from './lists.ts'
import { collect } from './payments.ts'
import { hour } from './periods.ts'
import { emit, nowIn, type World } from './world.ts'

/**
 * Makes an invoice, makes it final and tries to collect it, all at once. The subscription's latest invoice and, if it
 * is not paid, its status follow; the caller tells of the subscription.
 * @param period whether what the items cost for their period is asked for; what waits for the next invoice always is
 */
export function invoiceNow(
  world: World,
  subscription: Stripe.Subscription,
  reason: Reason,
  period = reason !== 'subscription_update',
): Stripe.Invoice | undefined {
  const invoice = draft(world, subscription, reason, period)
  if (invoice.lines.data.length === 0) return undefined
  record(world, subscription, invoice)
  finalize(world, invoice)
  collect(world, invoice)
  return invoice
}

/**
 * Makes the invoice of a period that has just begun; it is made final an hour later.
 * @param ended when the period began that has just ended: an invoice names the one that it looks back on
 */
export function invoicePeriod(
  world: World,
  subscription: Stripe.Subscription,
  ended: number,
): void {
  const invoice = draft(world, subscription, 'subscription_cycle', true)
  invoice.period_start = ended
  if (subscription.status === 'unpaid') invoice.auto_advance = false
  else invoice.automatically_finalizes_at = nowIn(world) + hour
  record(world, subscription, invoice)
}

/** Makes a draft final: it has a number, and what the customer has to their credit is used. */
export function finalize(world: World, invoice: Stripe.Invoice): void {
  const now = nowIn(world)
  changing(world, 'invoice.updated', invoice, () => {
    settleBalance(world, invoice)
    invoice.number = nextNumber(world)
    invoice.status = 'open'
    invoice.effective_at = now
    invoice.status_transitions.finalized_at = now
    invoice.automatically_finalizes_at = null
    invoice.hosted_invoice_url = `${world.url}/invoices/${invoice.id}`
    invoice.invoice_pdf = `${world.url}/invoices/${invoice.id}/print`
  })
  emit(world, 'invoice.finalized', invoice)
}

/** An invoice as it would be, written nowhere; what waits for the next invoice is in it. */
export function draft(
  world: World,
  subscription: Stripe.Subscription,
  reason: Reason,
  period: boolean,
): Stripe.Invoice {
  const now = nowIn(world)
  const waiting = pendingItems(world, subscription)
  const lines = [
    ...waiting.map(lineOfInvoiceItem),
    ...(period ? linesOfPeriod(world, subscription) : []),
  ]
  const discounts = discountsOf(world, subscription, now)
  applyDiscounts(world, lines, discounts)
  const invoice = blankInvoice(world, subscription, reason, lines)
  invoice.discounts = discounts.map(({ id }) => id)
  sumUp(world, invoice)
  return invoice
}

/** What waits for a subscription's next invoice. */
export function pendingItems(world: World, { id }: Stripe.Subscription): Stripe.InvoiceItem[] {
  return [...world.invoiceItems.values()].filter(
    (item) => item.invoice === null && item.parent?.subscription_details?.subscription === id,
  )
}

function record(world: World, subscription: Stripe.Subscription, invoice: Stripe.Invoice): void {
  for (const item of pendingItems(world, subscription)) item.invoice = invoice.id
  if (invoice.total_discount_amounts?.length) spend(world, subscription)
  world.invoices.set(invoice.id, invoice)
  subscription.latest_invoice = invoice.id
  emit(world, 'invoice.created', invoice)
}

function sumUp(world: World, invoice: Stripe.Invoice): void {
  const lines = invoice.lines.data
  const off = takenOff(lines)
  invoice.total_discount_amounts = off
  invoice.subtotal = lines.reduce((sum, { amount }) => sum + amount, 0)
  invoice.subtotal_excluding_tax = invoice.subtotal
  invoice.total = off.reduce((left, { amount }) => left - amount, invoice.subtotal)
  invoice.total_excluding_tax = invoice.total
  invoice.starting_balance = balanceOf(world, invoice)
  invoice.amount_due = Math.max(0, invoice.total + Math.min(0, invoice.starting_balance))
  invoice.amount_remaining = invoice.amount_due
}

/** Uses what the customer has to their credit (a balance below nothing), and keeps what an invoice gives back. */
function settleBalance(world: World, invoice: Stripe.Invoice): void {
  sumUp(world, invoice)
  const used = Math.min(-invoice.starting_balance, Math.max(0, invoice.total))
  invoice.ending_balance = invoice.starting_balance + used + Math.min(0, invoice.total)
  const customer = world.customers.get(idOf(invoice.customer ?? ''))
  if (!customer || customer.deleted || invoice.ending_balance === customer.balance) return
  const balance = invoice.ending_balance
  changing(world, 'customer.updated', customer, () => {
    customer.balance = balance
  })
}

function balanceOf(world: World, invoice: Stripe.Invoice): number {
  const customer = world.customers.get(idOf(invoice.customer ?? ''))
  return customer && !customer.deleted ? Math.min(0, customer.balance) : 0
}

/** One row of numbers for the whole account. */
function nextNumber(world: World): string {
  const given = [...world.invoices.values()].filter(({ number }) => number !== null).length
  return `ATRIUM-${String(given + 1).padStart(4, '0')}`
}
