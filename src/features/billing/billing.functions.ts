import { createServerFn } from '@tanstack/react-start'
import { memberMayOutside } from '~/auth/gate'
import { readMoney } from '~/billing/invoices.server'
import { shape } from '~/shape'
import { moneyInput } from './billing'
import * as billing from './billing.server'

/** Who has had a trial is asked outside of the organization, once its own transaction has ended. */
export const getBilling = createServerFn({ method: 'GET' })
  .middleware([memberMayOutside({ billing: ['read'] })])
  .handler(({ context }) => billing.get(context.scope))

/** Asks Stripe, which may take its time or not answer: no page waits for it. */
export const getMoney = createServerFn({ method: 'GET' })
  .middleware([memberMayOutside({ billing: ['read'] })])
  .validator(shape(moneyInput))
  .handler(({ context, data }) => readMoney(context.scope, data.after))
