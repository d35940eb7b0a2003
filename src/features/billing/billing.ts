import { z } from 'zod/mini'
import { lenient } from '~/search'

/** Stripe's id of an invoice: the list goes on after it. */
const after = lenient(z.string().check(z.regex(/^in_\w{1,64}$/)))

export const moneyInput = z.object({ org: z.string(), after })

const plan = lenient(z.string().check(z.regex(/^[a-z0-9-]{1,40}$/)))

/** The plan that somebody chose on the pricing page, on the way to an organization that can have it. */
export const planSearch = z.object({ plan })

export const billingSearch = z.object({
  /** The plan somebody came for: from the pricing page, or back from Stripe with it. */
  plan,
  interval: lenient(z.enum(['month', 'year'])),
  /** Which of Stripe's pages somebody comes back from. */
  from: lenient(z.enum(['checkout', 'change', 'cancel', 'portal'])),
  /** Where the list of invoices goes on. */
  after,
})
export type BillingSearch = z.output<typeof billingSearch>
