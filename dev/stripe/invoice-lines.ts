import type Stripe from 'stripe'
import { idOf } from './lists.ts'
import { decimal, inWords } from './money.ts'
import { recurrenceOf } from './periods.ts'
import { newId, type World } from './world.ts'

type Line = Stripe.InvoiceLineItem
type Item = Stripe.SubscriptionItem

/** What a subscription's items cost for the period they are in; nothing while it is tried. */
export function linesOfPeriod(world: World, subscription: Stripe.Subscription): Line[] {
  const trial = subscription.status === 'trialing'
  return subscription.items.data.map((item) => {
    const quantity = item.quantity ?? 1
    const name = nameOf(world, item)
    return line({
      amount: trial ? 0 : quantity * (item.price.unit_amount ?? 0),
      currency: subscription.currency,
      description: trial ? `Trial period for ${name}` : `${quantity} × ${name} (${rate(item)})`,
      discountable: !trial,
      parent: {
        type: 'subscription_item_details',
        invoice_item_details: null,
        subscription_item_details: {
          invoice_item: null,
          proration: false,
          proration_details: { credited_items: null },
          subscription: subscription.id,
          subscription_item: item.id,
        },
      },
      period: { start: item.current_period_start, end: item.current_period_end },
      pricing: pricingOf(item.price, trial ? 0 : (item.price.unit_amount ?? 0)),
      quantity,
    })
  })
}

/** The line of an invoice that an invoice item becomes. */
export function lineOfInvoiceItem(item: Stripe.InvoiceItem): Line {
  return line({
    amount: item.amount,
    currency: item.currency,
    description: item.description,
    discountable: item.discountable,
    parent: {
      type: 'invoice_item_details',
      invoice_item_details: {
        invoice_item: item.id,
        proration: item.proration,
        proration_details: { credited_items: null },
        subscription: item.parent?.subscription_details?.subscription ?? null,
      },
      subscription_item_details: null,
    },
    period: item.period,
    pricing: item.pricing && {
      ...item.pricing,
      unit_amount_decimal: item.pricing.unit_amount_decimal,
    },
    quantity: item.quantity,
  })
}

/** What a line costs on the customer's invoice: price, product, and the price of one. */
export function pricingOf(price: Stripe.Price, unitAmount: number) {
  const pricing: Stripe.InvoiceLineItem['pricing'] & Stripe.InvoiceItem['pricing'] = {
    type: 'price_details',
    price_details: { price: price.id, product: idOf(price.product) },
    unit_amount_decimal: decimal(unitAmount),
  }
  return pricing
}

/** What the product of an item is called. */
export function nameOf(world: World, item: Item): string {
  const id = idOf(item.price.product)
  return world.products.get(id)?.name ?? id
}

type Told = Pick<
  Line,
  'amount' | 'currency' | 'description' | 'discountable' | 'parent' | 'period' | 'pricing'
> & { quantity: number }

function line(told: Told): Line {
  return {
    id: newId('il'),
    object: 'line_item',
    ...told,
    discount_amounts: [],
    discounts: [],
    invoice: null,
    livemode: false,
    metadata: {},
    pretax_credit_amounts: [],
    quantity_decimal: decimal(told.quantity),
    subscription: null,
    subtotal: told.amount,
    taxes: [],
  }
}

/** "at €12.00 / month", as Stripe words it. */
function rate(item: Item): string {
  const { interval, interval_count } = recurrenceOf(item)
  const often = interval_count === 1 ? interval : `${interval_count} ${interval}s`
  return `at ${inWords(item.price.unit_amount ?? 0, item.price.currency)} / ${often}`
}
