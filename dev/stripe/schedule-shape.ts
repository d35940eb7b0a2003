import type Stripe from 'stripe'
import { idOf } from './lists.ts'
import { newId, nowIn, type World } from './world.ts'

type Phase = Stripe.SubscriptionSchedule.Phase
type PhaseItem = Stripe.SubscriptionSchedule.Phase.Item

/** A schedule that has taken over a subscription as it is: its one phase is the period that goes on. */
export function blankSchedule(
  world: World,
  subscription: Stripe.Subscription,
  phase: Phase,
): Stripe.SubscriptionSchedule {
  return {
    id: newId('sub_sched'),
    object: 'subscription_schedule',
    application: null,
    billing_mode: { flexible: null, type: 'classic' },
    canceled_at: null,
    completed_at: null,
    created: nowIn(world),
    current_phase: { start_date: phase.start_date, end_date: phase.end_date },
    customer: idOf(subscription.customer),
    customer_account: null,
    default_settings: {
      application_fee_percent: null,
      automatic_tax: { disabled_reason: null, enabled: false, liability: null },
      billing_cycle_anchor: 'automatic',
      billing_thresholds: null,
      collection_method: 'charge_automatically',
      default_payment_method: null,
      description: null,
      invoice_settings: {
        account_tax_ids: null,
        custom_fields: null,
        days_until_due: null,
        description: null,
        footer: null,
        issuer: { type: 'self' },
      },
      on_behalf_of: null,
      transfer_data: null,
    },
    end_behavior: subscription.cancel_at === null ? 'release' : 'cancel',
    livemode: false,
    metadata: {},
    phases: [phase],
    released_at: null,
    released_subscription: null,
    status: 'active',
    subscription: subscription.id,
    test_clock: null,
  }
}

type Told = Pick<Phase, 'currency' | 'items' | 'start_date' | 'end_date' | 'proration_behavior'> &
  Partial<Pick<Phase, 'trial_end' | 'metadata'>>

/** A phase that says so much. */
export function blankPhase(told: Told): Phase {
  return {
    add_invoice_items: [],
    application_fee_percent: null,
    billing_cycle_anchor: null,
    billing_thresholds: null,
    collection_method: null,
    default_payment_method: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    invoice_settings: null,
    metadata: {},
    on_behalf_of: null,
    transfer_data: null,
    trial_end: null,
    ...told,
  }
}

/** An item as phases have it. */
export function phaseItem(price: string, quantity = 1): PhaseItem {
  return {
    billing_thresholds: null,
    discounts: [],
    metadata: {},
    plan: price,
    price,
    quantity,
    tax_rates: [],
  }
}
