import { createServerFn } from '@tanstack/react-start'
import * as changes from '~/auth/account/email-change.server'
import { anyone, recentlySignedIn, signedIn } from '~/auth/gate'
import { shape } from '~/shape'
import { changeToken, emailInput } from './email'

export const getEmail = createServerFn({ method: 'GET' })
  .middleware([signedIn])
  .handler(({ context }) => changes.get(context))

export const requestEmailChange = createServerFn({ method: 'POST' })
  .middleware([recentlySignedIn])
  .validator(shape(emailInput))
  .handler(({ context, data }) => changes.request(context, data))

export const cancelEmailChange = createServerFn({ method: 'POST' })
  .middleware([signedIn])
  .handler(({ context }) => changes.cancel(context))

/** A POST, so that no address holds the token. */
export const lookAtEmailChange = createServerFn({ method: 'POST' })
  .middleware([anyone('only whoever got the letter knows its token; nothing is used up')])
  .validator(shape(changeToken))
  .handler(({ data }) => changes.lookAt(data.token))

export const confirmEmailChange = createServerFn({ method: 'POST' })
  .middleware([anyone('only whoever got the letter knows its token')])
  .validator(shape(changeToken))
  .handler(({ data }) => changes.confirm(data.token))

export const stopEmailChange = createServerFn({ method: 'POST' })
  .middleware([anyone('only whoever got the letter knows its token')])
  .validator(shape(changeToken))
  .handler(({ data }) => changes.stop(data.token))
