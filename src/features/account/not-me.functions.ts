import { createServerFn } from '@tanstack/react-start'
import { z } from 'zod/mini'
import * as notMe from '~/auth/account/not-me.server'
import { anyone } from '~/auth/gate'
import { shape } from '~/shape'

export const disownAct = createServerFn({ method: 'POST' })
  .middleware([anyone('only a letter to its owner has the token')])
  .validator(shape(z.object({ token: z.string().check(z.minLength(1), z.maxLength(100)) })))
  .handler(({ data }) => notMe.disown(data.token))
