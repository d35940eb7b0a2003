import type Stripe from 'stripe'
import { changing } from './changes.ts'
import { declined, invalid, missing } from './faults.ts'
import type { Route } from './routes.ts'
import { type CardBehaviour, emit, newId, nowIn, type World } from './world.ts'

/** Stripe's test cards that the stand-in takes, by number. `refused` is not even stored. */
export const cards: Record<string, { brand: string; does: CardBehaviour | 'refused' }> = {
  '4242424242424242': { brand: 'visa', does: 'pays' },
  '5555555555554444': { brand: 'mastercard', does: 'pays' },
  '4000000000000002': { brand: 'visa', does: 'refused' },
  '4000000000000341': { brand: 'visa', does: 'declines' },
  '4000002500003155': { brand: 'visa', does: 'asks' },
}

/**
 * A card by its number, which belongs to nobody yet.
 * @throws StripeFault for a number that is none of the test cards
 */
export function newCard(world: World, typed: string): Stripe.PaymentMethod {
  const number = typed.replaceAll(/\s/g, '')
  const card = cards[number]
  if (!card) {
    throw invalid('Your card number is incorrect.', { code: 'incorrect_number', param: 'number' })
  }
  const now = nowIn(world)
  const method: Stripe.PaymentMethod = {
    id: newId('pm'),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'US',
      display_brand: card.brand,
      exp_month: 12,
      exp_year: new Date(now * 1_000).getUTCFullYear() + 4,
      fingerprint: `stand_in_${number.slice(-4)}`,
      funding: 'credit',
      generated_from: null,
      last4: number.slice(-4),
      networks: { available: [card.brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: now,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: 'card',
  }
  world.paymentMethods.set(method.id, method)
  if (card.does !== 'refused') world.cards.set(method.id, card.does)
  return method
}

/**
 * Gives a card to a customer.
 * @throws StripeFault card_declined for a card that its bank refuses at once
 */
export function attachCard(world: World, method: Stripe.PaymentMethod, customerId: string): void {
  if (!world.cards.has(method.id)) throw declined()
  method.customer = customerId
  emit(world, 'payment_method.attached', method)
}

/** Makes a customer's card the one that invoices are paid with. */
export function preferCard(world: World, customer: Stripe.Customer, card: string): void {
  changing(world, 'customer.updated', customer, () => {
    customer.invoice_settings.default_payment_method = card
  })
}

/** What a payment does while its payer is there and confirms it: a card that asks pays this once. */
export function whileConfirmed<Result>(world: World, card: string, act: () => Result): Result {
  const does = world.cards.get(card)
  if (does === 'asks') world.cards.set(card, 'pays')
  try {
    return act()
  } finally {
    if (does) world.cards.set(card, does)
  }
}

function cardBy(world: World, id: string): Stripe.PaymentMethod {
  const method = world.paymentMethods.get(id)
  if (!method) throw missing('PaymentMethod', id)
  return method
}

export const paymentMethodRoutes: Route[] = [
  {
    method: 'GET',
    path: '/v1/payment_methods/:id',
    params: [],
    handler: ({ world, id }) => cardBy(world, id),
  },
]

/** Takes a card from its customer, and from everything that would be paid with it. */
export function detachCard(world: World, method: Stripe.PaymentMethod): void {
  const customer = world.customers.get(String(method.customer))
  if (customer && !customer.deleted) {
    changing(world, 'customer.updated', customer, () => {
      const settings = customer.invoice_settings
      if (settings.default_payment_method === method.id) settings.default_payment_method = null
    })
  }
  for (const subscription of world.subscriptions.values()) {
    if (subscription.default_payment_method !== method.id) continue
    changing(world, 'customer.subscription.updated', subscription, () => {
      subscription.default_payment_method = null
    })
  }
  const before = method.customer
  method.customer = null
  emit(world, 'payment_method.detached', method, { customer: before })
}
