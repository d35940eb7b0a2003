import type Stripe from 'stripe'
import type { StripeStandIn } from '../../dev/stripe/start.ts'
import { aCheckout, aShop } from './with-sdk'

export type Kind = keyof Awaited<ReturnType<typeof playYear>>

/**
 * A year in which everything happens that the stand-in knows: a trial, a reduction, renewals, a failed payment, another
 * number, a change for later, an end, a customer who goes. Afterwards the objects it made, as Stripe's SDK gets them.
 */
export async function playYear(stripe: Stripe, standIn: StripeStandIn) {
  const shop = await aShop(stripe)
  const customer = shop.customer.id
  const coupon = await stripe.coupons.create({ percent_off: 25, duration: 'once' })
  const promotion = { type: 'coupon', coupon: coupon.id } as const
  await stripe.promotionCodes.create({ promotion, code: 'FIRST' })
  const page = await aCheckout(stripe, shop, {
    allow_promotion_codes: true,
    subscription_data: { trial_period_days: 14 },
  })
  await aCheckout(stripe, shop)
  standIn.hands.pay(page.id, '4242424242424242', { promotionCode: 'FIRST' })
  const [begun] = (await stripe.subscriptions.list({ customer })).data
  const [item] = begun?.items.data ?? []
  if (!begun || !item) throw new Error('Nothing was bought.')
  await standIn.clock.advanceBy(20)
  await stripe.subscriptions.update(begun.id, { items: [{ id: item.id, quantity: 5 }] })
  await standIn.clock.advanceBy(40)

  standIn.hands.addCard(customer, '4000000000000341')
  await standIn.clock.advanceBy(31)
  const open = [...standIn.world.invoices.values()].find(({ status }) => status === 'open')
  standIn.hands.payInvoice(open?.id ?? '', { card: '4242424242424242' })

  const schedule = await stripe.subscriptionSchedules.create({ from_subscription: begun.id })
  const [phase] = schedule.phases
  if (!phase) throw new Error('The schedule has no phase.')
  const { start_date, end_date } = phase
  await stripe.subscriptionSchedules.update(schedule.id, {
    end_behavior: 'release',
    phases: [
      { items: [{ price: shop.month.id, quantity: 5 }], start_date, end_date },
      { items: [{ price: shop.month.id, quantity: 2 }], start_date: end_date },
    ],
  })
  await standIn.clock.advanceBy(60)
  await stripe.subscriptionSchedules.release(schedule.id).catch(() => undefined)

  const flow_data = {
    type: 'subscription_cancel',
    subscription_cancel: { subscription: begun.id },
  } as const
  const portal = await stripe.billingPortal.sessions.create({ customer, flow_data })
  await stripe.billingPortal.sessions.create({ customer })
  standIn.hands.cancel(portal.id)
  await standIn.clock.advanceBy(40)
  const gone = await stripe.customers.create({ email: 'gone@acme.test' })
  await stripe.customers.del(gone.id)
  await stripe.webhookEndpoints.create({ url: 'https://app.example.com', enabled_events: ['*'] })

  const { world } = standIn
  const all = <Thing>(things: Map<string, Thing>) => [...things.values()]
  const subscriptions = all(world.subscriptions)
  const invoices = all(world.invoices)
  const { data: clocks } = await stripe.testHelpers.testClocks.list()
  return {
    'billing_portal.session': all(world.portals),
    'checkout.session': all(world.checkouts),
    coupon: all(world.coupons),
    promotion_code: all(world.promotionCodes),
    discount: all(world.discounts),
    customer: all(world.customers).filter((each) => !each.deleted),
    deleted_customer: all(world.customers).filter((each) => each.deleted),
    event: all(world.events),
    invoice: invoices,
    invoiceitem: all(world.invoiceItems),
    line_item: invoices.flatMap(({ lines }) => lines.data),
    payment_method: all(world.paymentMethods),
    price: all(world.prices),
    product: all(world.products),
    subscription: subscriptions,
    subscription_item: subscriptions.flatMap(({ items }) => items.data),
    subscription_schedule: all(world.schedules),
    'test_helpers.test_clock': clocks,
    webhook_endpoint: all(world.webhookEndpoints),
  }
}
