import { createServerFn } from '@tanstack/react-start'
import { signedIn } from '~/auth/gate'
import * as entry from './entry.server'

/** Who runs the product and what they still have to do before they may enter; not_found for everybody else. */
export const getOperator = createServerFn({ method: 'GET' })
  .middleware([signedIn])
  .handler(() => entry.look())
