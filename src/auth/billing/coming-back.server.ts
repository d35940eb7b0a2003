import type { GenericEndpointContext } from 'better-auth'
import type { Who } from '~/audit/append.server'
import { page } from '~/auth/sign-in/own-pages.server'
import { unitDatabase } from '~/auth/unit.server'
import { whoIn } from '~/auth/who.server'
import { findBill } from '~/billing/bill.server'
import { organizationOfPage } from '~/billing/checkout.server'
import { readCustomer } from '~/billing/reading.server'
import { refusalOf } from '~/billing/stripe-errors.server'
import { bug } from '~/observe/bug'
import { isRecord, within } from './subscription-asked.server'

/**
 * Somebody comes back from Stripe's payment page: what they bought is read, as every event of Stripe's has it read,
 * and they are led on. In the plugin's place, which would write it down itself, past the customer's lock. Where
 * Stripe does not answer they are led on too: its event will come.
 */
export async function comeBack(context: GenericEndpointContext): Promise<never> {
  const query = isRecord(context.query) ? context.query : {}
  const who = await whoIn(context)
  if (who.user && typeof query.checkoutSessionId === 'string') {
    await readBought(query.checkoutSessionId, who.user, who).catch((error) => {
      if (!refusalOf(error)) bug(error)
    })
  }
  throw context.redirect(within(query.callbackURL) ?? page('/app'))
}

/** Only a page that an organization of theirs has open: nobody has us ask Stripe about anything else. */
async function readBought(id: string, person: NonNullable<Who['user']>, who: Who): Promise<void> {
  const organization = await organizationOfPage(unitDatabase, id, person)
  if (!organization) return
  const { customer } = await findBill(unitDatabase, organization)
  if (customer) await readCustomer(customer, { person, who })
}
