import { createServerFn } from '@tanstack/react-start'
import { z } from 'zod/mini'
import { anyone } from '~/auth/gate'
import { shape } from '~/shape'
import * as accounts from './accounts.server'
import { lastMethod } from './last-method.server'

const accountInput = z.object({ userId: z.string() })

/** Which way in was used last in this browser, and whom it is signed in as. */
export const getWaysBack = createServerFn({ method: 'GET' })
  .middleware([anyone('reads the cookies of this browser')])
  .handler(async () => ({ last: lastMethod(), accounts: await accounts.list() }))

/** Goes on as another account of this browser. */
export const switchAccount = createServerFn({ method: 'POST' })
  .middleware([anyone('takes only accounts whose session this browser holds')])
  .validator(shape(accountInput))
  .handler(({ data }) => accounts.switchTo(data.userId))

/** Signs out of the account at work; true when another takes its place. */
export const signOutAccount = createServerFn({ method: 'POST' })
  .middleware([anyone('ends a session of this browser')])
  .validator(shape(accountInput))
  .handler(({ data }) => accounts.signOutOf(data.userId))
