import { createServerFn } from '@tanstack/react-start'
import { signedIn } from '~/auth/gate'
import { waysToConfirm } from '~/auth/step-up/step-up-ways.server'

/** How the person who is signed in can show that it is them. */
export const listWaysToConfirm = createServerFn({ method: 'GET' })
  .middleware([signedIn])
  .handler(({ context }) => waysToConfirm(context.user.id))
