import { createServerFn } from '@tanstack/react-start'
import { anyone } from '~/auth/gate'
import { offeredProviders } from './providers.server'

/** The providers that people may sign in with, by id and name. */
export const listProviders = createServerFn({ method: 'GET' })
  .middleware([anyone('says which buttons the sign-in page has')])
  .handler(() => offeredProviders)
