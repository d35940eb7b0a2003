import { createServerFn } from '@tanstack/react-start'
import { z } from 'zod/mini'
import { signedIn } from '~/auth/gate'
import * as sessions from '~/auth/own-sessions.server'
import { shape } from '~/shape'

export const listMySessions = createServerFn({ method: 'GET' })
  .middleware([signedIn])
  .handler(({ context }) => sessions.list(context))

export const endSession = createServerFn({ method: 'POST' })
  .middleware([signedIn])
  .validator(shape(z.object({ id: z.string().check(z.maxLength(100)) })))
  .handler(({ context, data }) => sessions.end(context, data.id))
