import { createServerFn } from '@tanstack/react-start'
import * as passwords from '~/auth/account/own-password.server'
import { recentlySignedIn, signedIn } from '~/auth/gate'
import { shape } from '~/shape'
import { firstPasswordInput } from './password'

export const hasPassword = createServerFn({ method: 'GET' })
  .middleware([signedIn])
  .handler(({ context }) => passwords.hasPassword(context.user.id))

export const setFirstPassword = createServerFn({ method: 'POST' })
  .middleware([recentlySignedIn])
  .validator(shape(firstPasswordInput))
  .handler(({ context, data }) => passwords.setFirst(context, data.password))
