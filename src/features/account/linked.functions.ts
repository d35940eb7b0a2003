import { createServerFn } from '@tanstack/react-start'
import { signedIn } from '~/auth/gate'
import { linkedAccounts } from '~/auth/providers/linked-accounts.server'

/** My accounts at providers, without their tokens. */
export const listLinked = createServerFn({ method: 'GET' })
  .middleware([signedIn])
  .handler(({ context }) => linkedAccounts(context.user.id))
