import type { GenericEndpointContext } from 'better-auth'
import { unitDatabase } from '~/auth/unit.server'
import { findBill, readBefore } from '~/billing/bill.server'
import { closePages } from '~/billing/checkout.server'
import { readCustomer } from '~/billing/reading.server'
import { refusalOf } from '~/billing/stripe-errors.server'
import { comeBack } from './coming-back.server'
import { oneAtATime } from './one-at-a-time.server'
import { acts, wanted } from './subscription-acts.server'
import { type Asked, askedOf, ownAddresses } from './subscription-asked.server'
import { remember } from './subscription-done.server'

/**
 * Before every call of better-auth's subscriptions: one organization, by name; somebody whose role permits it; nobody
 * else at the same time; and what is true at Stripe, read before the plugin acts upon it.
 * @returns what the plugin is told in the caller's place; undefined where there is nothing to add
 * @throws APIError and Refusal as `askedOf` and the acts say; Refusal unavailable when Stripe does not answer
 */
export async function keepSubscriptionRules(context: GenericEndpointContext) {
  const { path } = context
  if (!path?.startsWith('/subscription/')) return undefined
  if (path === '/subscription/success') return comeBack(context)
  const asked = await askedOf(context)
  const act = acts[path]
  if (!asked || !act) return undefined
  const upgrades = path === '/subscription/upgrade'
  // Whatever is wrong with the words is said before anybody else has to wait.
  if (upgrades) wanted(asked.body)
  ownAddresses(asked)
  await oneAtATime(asked.organization)
  const decided = await fromStripe(async () => {
    const { customer } = await findBill(unitDatabase, asked.organization)
    if (customer && upgrades) await closePages(customer)
    if (customer) await readFirst(asked, customer)
    const bill = await findBill(unitDatabase, asked.organization)
    return { asked, bill, told: await act(asked, bill) }
  })
  remember(context, decided)
  return { context: { body: decided.told } }
}

/** Stripe's page for payments shows what is true by itself; everything else was decided upon what stood here. */
async function readFirst({ path, person: { id, name } }: Asked, customer: string): Promise<void> {
  const cause = { person: { id, name } }
  if (path === '/subscription/billing-portal') await readCustomer(customer, cause)
  else await readBefore(customer, cause)
}

async function fromStripe<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw refusalOf(error) ?? error
  }
}
