import { expect } from 'vitest'
import { unitDatabase } from '~/auth/unit.server'
import { findBill } from '~/billing/bill.server'
import { readCustomer } from '~/billing/reading.server'
import type { StripeStandIn } from '../../dev/stripe/start.ts'
import { callAuth } from '../support/knock'
import type { Organization, Person } from '../support/people'

export const pays = '4242424242424242'
export const declinesLater = '4000000000000341'

export const acts = ['upgrade', 'cancel', 'restore', 'billing-portal'] as const

/** Asks better-auth's subscriptions about an organization's plan, as the billing page does. */
export function ask(
  act: (typeof acts)[number],
  organization: { id: string },
  person: Pick<Person, 'headers'>,
  more: Record<string, unknown> = {},
) {
  const body = {
    customerType: 'organization',
    referenceId: organization.id,
    ...(act === 'cancel' ? { returnUrl: '/app' } : {}),
    ...more,
  }
  return callAuth(`/subscription/${act}`, { body, headers: person.headers })
}

/** What a refusal says, after its kind. */
export const said = ({ status, data }: { status: number; data: Record<string, unknown> | null }) =>
  `${status} ${data?.code === 'REFUSED' ? data.message : data?.code}`

/** The customer that an organization is at Stripe. */
export async function customerOf(organization: { id: string }): Promise<string> {
  const { customer } = await findBill(unitDatabase, organization)
  return customer ?? 'none'
}

/** The payment page that was opened last. */
export function lastPage({ world }: StripeStandIn) {
  const page = [...world.checkouts.values()].at(-1)
  if (!page) throw new Error('No payment page was opened.')
  return page
}

/** Opens a payment page, pays there, and has what was bought read. */
export async function buy(
  stripe: StripeStandIn,
  organization: Organization,
  person: Person,
  {
    plan = 'team',
    annual = false,
    card = pays,
  }: { plan?: string; annual?: boolean; card?: string } = {},
): Promise<void> {
  const opened = await ask('upgrade', organization, person, { plan, annual })
  expect(said(opened)).toBe('200 undefined')
  stripe.hands.pay(lastPage(stripe).id, card)
  await readCustomer(await customerOf(organization), { reconciliation: true })
}
