import { createServerFn } from '@tanstack/react-start'
import { signedIn } from '~/auth/gate'
import * as passkeys from '~/auth/passkeys/own-passkeys.server'

export const listMyPasskeys = createServerFn({ method: 'GET' })
  .middleware([signedIn])
  .handler(({ context }) => passkeys.list(context.user.id))
