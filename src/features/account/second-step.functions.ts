import { createServerFn } from '@tanstack/react-start'
import { z } from 'zod/mini'
import { signedIn } from '~/auth/gate'
import * as secondStep from '~/auth/second-step/own-second-step.server'
import { shape } from '~/shape'

export const getSecondStep = createServerFn({ method: 'GET' })
  .middleware([signedIn])
  .handler(({ context }) => secondStep.find(context))

/** Without an id every device. */
export const distrustDevice = createServerFn({ method: 'POST' })
  .middleware([signedIn])
  .validator(shape(z.object({ id: z.optional(z.string().check(z.maxLength(100))) })))
  .handler(({ context, data }) => secondStep.distrust(context, data.id))
