import { createServerFn } from '@tanstack/react-start'
import { z } from 'zod/mini'
import * as sessions from '~/auth/account/own-sessions.server'
import { signedIn } from '~/auth/gate'
import { shape } from '~/shape'

export const listMySessions = createServerFn({ method: 'GET' })
  .middleware([signedIn])
  .handler(({ context }) => sessions.list(context))

export const endSession = createServerFn({ method: 'POST' })
  .middleware([signedIn])
  .validator(shape(z.object({ id: z.string().check(z.maxLength(100)) })))
  .handler(({ context, data }) => sessions.end(context, data.id))
