import { createServerFn } from '@tanstack/react-start'
import { whatKeeps } from '~/auth/account/account-end.server'
import { archiveOf } from '~/auth/account/own-data.server'
import { recentlySignedIn, signedIn } from '~/auth/gate'

/** Everything the product knows of me, as one archive. */
export const exportMyData = createServerFn({ method: 'POST' })
  .middleware([recentlySignedIn])
  .handler(({ context }) => archiveOf(context.user))

/** What stands against deleting my account, in a sentence; null when nothing does. */
export const findWhatKeeps = createServerFn({ method: 'GET' })
  .middleware([signedIn])
  .handler(({ context }) => whatKeeps({ id: context.user.id }))
