import { createServerFn } from '@tanstack/react-start'
import { z } from 'zod/mini'
import { anyone } from '~/auth/gate'
import { shape } from '~/shape'
import * as links from './link-state.server'

/** What a link by letter is good for. A POST, so that no address holds the token. */
export const lookAtLink = createServerFn({ method: 'POST' })
  .middleware([anyone('only whoever got the letter knows its token; nothing is used up')])
  .validator(shape(z.object({ token: z.string() })))
  .handler(({ data }) => links.lookAt(data.token))
